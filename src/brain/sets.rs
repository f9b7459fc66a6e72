//! Sets of orders that the free people allow: counted by how many of each cost they hold, and drawn so
//! that every set is as likely as every other. Knows costs and counts only, no scenario.

use crate::rules::dice::Stream;

/// Kinds of what an order takes: people of each kind, and a place among the running orders.
pub(super) const KINDS: usize = crate::scenario::words::People::COUNT + 1;

/// What one order takes, by kind.
pub(super) type Cost = [u8; KINDS];

/// Counts of sets by groups of equal cost. Kept between turns, so that drawing allocates nothing.
#[derive(Debug, Default)]
pub(super) struct Sets {
    /// `ways[group][state]`: how many sets can be made of this group and all after it while `state` is
    /// free; a state is one number per kind, packed with `step`.
    ways: Vec<Vec<f64>>,
    step: [usize; KINDS],
    free: Cost,
}

impl Sets {
    /// How many orders of each group one evenly drawn set holds; `groups` are costs with how many orders
    /// cost that, `free` is what there is. The counts are written to `picked`.
    pub(super) fn draw(
        &mut self,
        groups: &[(Cost, u32)],
        free: Cost,
        stream: &mut Stream,
        picked: &mut Vec<u32>,
    ) {
        self.count(groups, free);
        picked.clear();
        let mut state = self.pack(free);
        for (group, (cost, n)) in groups.iter().enumerate() {
            let step = self.pack(*cost);
            let most = most(self.unpack(state), *cost, *n);
            let mut left = unit(stream) * self.ways[group][state];
            let mut take = 0;
            let mut choices = 1.0;
            while take < most {
                left -= choices * self.ways[group + 1][state - step * take as usize];
                if left < 0.0 {
                    break;
                }
                take += 1;
                choices = choices * f64::from(n + 1 - take) / f64::from(take);
            }
            state -= step * take as usize;
            picked.push(take);
        }
    }

    /// Fills the table from the last group to the first.
    fn count(&mut self, groups: &[(Cost, u32)], free: Cost) {
        self.free = free;
        let mut states = 1;
        for (step, free) in self.step.iter_mut().zip(free) {
            *step = states;
            states *= usize::from(free) + 1;
        }
        self.ways.resize_with(self.ways.len().max(groups.len() + 1), Vec::new);
        for ways in &mut self.ways[..=groups.len()] {
            ways.clear();
            ways.resize(states, 1.0);
        }
        for (group, (cost, n)) in groups.iter().enumerate().rev() {
            let step = self.pack(*cost);
            for state in 0..states {
                let most = most(self.unpack(state), *cost, *n);
                let mut choices = 1.0;
                let mut sum = 0.0;
                for take in 0..=most {
                    sum += choices * self.ways[group + 1][state - step * take as usize];
                    choices = choices * f64::from(n - take) / f64::from(take + 1);
                }
                self.ways[group][state] = sum;
            }
        }
    }

    fn pack(&self, amounts: Cost) -> usize {
        self.step.iter().zip(amounts).map(|(step, amount)| step * usize::from(amount)).sum()
    }

    /// A state as amounts; kinds of which nothing is free share their step with the next.
    fn unpack(&self, mut state: usize) -> Cost {
        let mut amounts = [0; KINDS];
        for (kind, amount) in amounts.iter_mut().enumerate().rev() {
            if self.free[kind] > 0 {
                *amount = u8::try_from(state / self.step[kind]).unwrap_or(u8::MAX);
                state %= self.step[kind];
            }
        }
        amounts
    }
}

/// How many orders of one cost fit.
fn most(free: Cost, cost: Cost, n: u32) -> u32 {
    let fits = |(free, cost): (u8, u8)| (cost > 0).then(|| u32::from(free / cost));
    free.into_iter().zip(cost).filter_map(fits).fold(n, u32::min)
}

/// Uniform over 0 to below 1, in steps of 2^-53.
fn unit(stream: &mut Stream) -> f64 {
    const STEPS: f64 = 9_007_199_254_740_992.0;
    let (high, low) = (stream.word() >> 5, stream.word() >> 6);
    (f64::from(high) * 67_108_864.0 + f64::from(low)) / STEPS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::dice::{Dice, Key, Purpose};

    fn stream(attempt: u16) -> Stream {
        let key = Key { turn: 1, purpose: Purpose::Policy, who: 0, what: 0, target: 0, attempt };
        Dice::new(5).stream(key)
    }

    fn cost(of: &[u8]) -> Cost {
        let mut cost = [0; KINDS];
        cost[..of.len()].copy_from_slice(of);
        cost
    }

    /// Every set of single orders that fits, as how many of each group it holds: the slow way.
    fn all(groups: &[(Cost, u32)], free: Cost) -> Vec<Vec<u32>> {
        let orders: Vec<usize> =
            groups.iter().enumerate().flat_map(|(group, (_, n))| vec![group; *n as usize]).collect();
        let fits = |bits: &u32| {
            (0..KINDS).all(|kind| {
                let taken = orders.iter().enumerate().filter(|(order, _)| bits >> order & 1 == 1);
                let sum: u32 = taken.map(|(_, group)| u32::from(groups[*group].0[kind])).sum();
                sum <= u32::from(free[kind])
            })
        };
        let held = |bits: u32| {
            let mut held = vec![0; groups.len()];
            orders.iter().enumerate().filter(|(order, _)| bits >> order & 1 == 1).for_each(|(_, group)| {
                held[*group] += 1;
            });
            held
        };
        (0..1u32 << orders.len()).filter(fits).map(held).collect()
    }

    #[test]
    fn every_set_is_as_likely_as_every_other() {
        let groups =
            [(cost(&[1]), 4), (cost(&[2]), 2), (cost(&[0, 1]), 3), (cost(&[1, 1]), 2), (cost(&[0, 0, 0]), 1)];
        let free = cost(&[3, 2]);
        let sets = all(&groups, free);
        let mut drawn: std::collections::BTreeMap<Vec<u32>, u32> = std::collections::BTreeMap::new();
        let (mut table, mut picked) = (Sets::default(), Vec::new());
        const N: u16 = 20_000;
        for attempt in 0..N {
            table.draw(&groups, free, &mut stream(attempt), &mut picked);
            *drawn.entry(picked.clone()).or_default() += 1;
        }
        let mut wanted: std::collections::BTreeMap<Vec<u32>, u32> = std::collections::BTreeMap::new();
        sets.iter().for_each(|set| *wanted.entry(set.clone()).or_default() += 1);
        assert!(drawn.keys().all(|set| wanted.contains_key(set)), "a set that does not fit was drawn");
        let each = f64::from(N) / sets.len() as f64;
        let chi: f64 = wanted
            .iter()
            .map(|(set, n)| {
                let expected = each * f64::from(*n);
                (f64::from(drawn.get(set).copied().unwrap_or(0)) - expected).powi(2) / expected
            })
            .sum();
        // Mean of a chi-square plus four standard deviations.
        let free = wanted.len() as f64 - 1.0;
        assert!(chi < free + 4.0 * (2.0 * free).sqrt(), "chi-square {chi} at {free} degrees of freedom");
        let total = table.ways[0].last().copied().expect("there is a state");
        assert!((total - sets.len() as f64).abs() < 0.5, "{total} sets instead of {}", sets.len());
    }

    #[test]
    fn nobody_free_leaves_the_empty_set() {
        let (mut table, mut picked) = (Sets::default(), Vec::new());
        table.draw(&[(cost(&[1]), 9)], cost(&[0]), &mut stream(0), &mut picked);
        assert_eq!(picked, [0]);
    }
}
