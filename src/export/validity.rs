//! The page that says whether decision values measure decisions, as Markdown in both languages.

use crate::analysis::validity::{Extent, Skill, Validity, auc};
use crate::analysis::{Rate, distribution};
use crate::exercise::RULES_VERSION;
use crate::view::Lang;
use std::fmt::Write;

/// What was played, and what was found.
pub struct Study {
    pub scenario: String,
    /// As [`crate::scenario::check::hash`] gives it.
    pub hash: String,
    pub extent: Extent,
    pub found: Validity,
}

impl Study {
    /// Areas under the curve for telling one policy from another by one exercise: raw score, decision value,
    /// what decisions lost, and with hindsight what they changed.
    #[must_use]
    pub fn areas(&self, low: &str, high: &str) -> Option<[f64; 4]> {
        let of = |name: &str| self.found.skills.iter().find(|skill| skill.name == name);
        let (low, high) = (of(low)?, of(high)?);
        Some([
            auc(&low.scores, &high.scores),
            auc(&low.values, &high.values),
            auc(&low.losses, &high.losses),
            auc(&low.changed, &high.changed),
        ])
    }
}

/// Pairs that are told apart.
const PAIRS: [(&str, &str); 3] =
    [("random", "playbook-weak"), ("playbook-weak", "playbook"), ("playbook", "planner")];

/// The page.
#[must_use]
pub fn page(study: &Study) -> String {
    let mut page = String::new();
    for lang in [Lang::De, Lang::En] {
        head(&mut page, study, lang);
        for skill in &study.found.skills {
            page.push_str(&line(skill, lang));
        }
        luck(&mut page, study, lang);
        areas(&mut page, study, lang);
        coverage(&mut page, study, lang);
    }
    let _ = writeln!(
        page,
        "\n## Stand / Version\n\n- `{}`: {}, rules {RULES_VERSION}",
        study.scenario, study.hash
    );
    page
}

fn head(page: &mut String, study: &Study, lang: Lang) {
    let Extent { n, rollouts, hindsight, lucky, .. } = study.extent;
    let scenario = &study.scenario;
    let _ = match lang {
        Lang::De => write!(
            page,
            "# Misst der Entscheidungswert Entscheidungen?\n\nGeschrieben von `planspiel validity`; nicht von Hand ändern.\n\n\
             Vier Vorgehensweisen bekannter Güte spielen `{scenario}`, je {n} Übungen, jede auf eigenen Würfeln. Jede Entscheidung \
             jeder Runde wird mit {rollouts} Fortsetzungen je Weg beurteilt, aus dem, was das Team wissen konnte. Verglichen wird \
             mit playbook-unaided; keine der vier ist das. Der Wert einer Übung ist \
             die Summe über alle Entscheidungen aller Partner. Verluste zählen nur, was unter playbook-unaided liegt; Playbook gleicht \
             ihm fast überall und verliert darum kaum etwas: Verluste bevorzugen, was dem Vergleich gleicht. Im \
             Nachhinein, aus dem wahren Zustand und mit {hindsight} Fortsetzungen je Weg, ist in je {all} Übungen berechnet, was die \
             Entscheidungen aller Partner geändert haben und was Zufall war; die letzte Spalte sagt, in wie vielen davon sich Partner, \
             Angreifer und Zufall innerhalb des 95-%-Intervalls zum Ergebnis addieren.\n\n\
             | Vorgehensweise | gemeinsame Wertung | Entscheidungswert | Verluste | mit Urteil | im Nachhinein | Zufall | geht auf |\n\
             | --- | --: | --: | --: | --: | --: | --: | --: |\n",
            all = n + lucky
        ),
        Lang::En => write!(
            page,
            "\n# Do decision values measure decisions?\n\nWritten by `planspiel validity`; do not edit by hand.\n\n\
             Four policies of known skill play `{scenario}`, {n} exercises each, every one on dice of its own. Every decision of \
             every turn is judged by {rollouts} futures for each way to decide, from what the team could know. It is compared \
             with playbook-unaided, which is none of the four. The value of an exercise \
             is the sum over all decisions of all partners. Losses count only what lies below playbook-unaided; playbook is \
             like it almost everywhere and so loses next to nothing: losses favor what resembles the reference. With \
             hindsight, from the true state and by {hindsight} futures for each way, it is computed in {all} exercises each what \
             all partners' decisions changed and what was luck; the last column says in how many of them partners, attackers and \
             luck add up to the score within the 95% interval.\n\n\
             | Policy | joint score | decision value | losses | labeled | with hindsight | luck | adds up |\n\
             | --- | --: | --: | --: | --: | --: | --: | --: |\n",
            all = n + lucky
        ),
    };
}

/// A policy's line in the table.
#[must_use]
pub fn line(skill: &Skill, lang: Lang) -> String {
    let figure = |figures: &[f64]| mean(figures, lang);
    let (labelled, all) = skill.labelled;
    let labelled = f64::from(labelled) / f64::from(all.max(1));
    format!(
        "| {} | {} | {} | {} | {} | {} | {} | {} |\n",
        skill.name,
        figure(&skill.scores),
        figure(&skill.values),
        figure(&skill.losses),
        percent(labelled, lang),
        figure(&skill.changed),
        figure(&skill.lucks),
        percent(skill.adds_up().rate, lang)
    )
}

fn mean(figures: &[f64], lang: Lang) -> String {
    let found = distribution(figures);
    format!("{} ± {}", lang.number(found.mean), lang.number(found.ci95))
}

/// Luck over all policies: nothing, on average.
fn luck(page: &mut String, study: &Study, lang: Lang) {
    let lucks: Vec<f64> = study.found.skills.iter().flat_map(|skill| skill.lucks.iter().copied()).collect();
    let (count, luck) = (lang.grouped(u32::try_from(lucks.len()).unwrap_or(u32::MAX)), mean(&lucks, lang));
    let _ = match lang {
        Lang::De => writeln!(page, "\nÜber alle {count} Übungen ist der Zufall im Mittel {luck}."),
        Lang::En => writeln!(page, "\nOver all {count} exercises, mean luck is {luck}."),
    };
}

fn percent(share: f64, lang: Lang) -> String {
    lang.percent(&lang.number(share * 100.0))
}

fn areas(page: &mut String, study: &Study, lang: Lang) {
    page.push_str(match lang {
        Lang::De => {
            "\nFläche unter der ROC-Kurve beim Unterscheiden nach einer einzigen Übung (0,5 ist Raten, 1 ist sicher):\n\n\
             | Paar | Wertung | Entscheidungswert | Verluste | im Nachhinein |\n\
             | --- | --: | --: | --: | --: |\n"
        }
        Lang::En => {
            "\nArea under the ROC curve for telling them apart by a single exercise (0.5 is guessing, 1 is certain):\n\n\
             | Pair | score | decision value | losses | with hindsight |\n\
             | --- | --: | --: | --: | --: |\n"
        }
    });
    for (low, high) in PAIRS {
        if let Some(areas) = study.areas(low, high) {
            let figures = areas.map(|area| format!("{area:.3}").replace('.', lang.pick(",", ".")));
            let _ = writeln!(page, "| {low} / {high} | {} |", figures.join(" | "));
        }
    }
}

fn coverage(page: &mut String, study: &Study, lang: Lang) {
    let (tested, many) = (study.found.tested, lang.grouped(study.extent.again.1));
    let Rate { rate, ci95: [low, high] } = study.found.covered;
    let [rate, low, high] = [rate, low, high].map(|share| percent(share, lang));
    let _ = match lang {
        Lang::De => writeln!(
            page,
            "\nVon {tested} Entscheidungen, höchstens vier aus einer Übung, wurde der Wert noch einmal mit {many} Fortsetzungen \
             auf anderen Würfeln berechnet. Das 95-%-Intervall enthielt diesen Wert in {rate} der Fälle ({low} bis {high}). \
             Entscheidungen, die auf keinem Würfel etwas ändern, sind nicht dabei."
        ),
        Lang::En => writeln!(
            page,
            "\nThe value of {tested} decisions, four from each exercise at most, was computed again by {many} futures on other dice. \
             The 95% interval held that value in {rate} of them ({low} to {high}). Decisions that change nothing on any \
             dice are not among them."
        ),
    };
}
