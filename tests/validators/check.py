"""Reads what `planspiel export` wrote with other people's libraries, and fails where one of them complains.

Usage: check.py FOLDER, which holds a folder for each exercise. Run by `tests/validators/run`.
"""

import copy
import csv
import hashlib
import ipaddress
import json
import re
import sys
import traceback
import warnings
from pathlib import Path

import frictionless
import jsonschema
import pyarrow.parquet
import pymisp
import rdflib
import stix2

TOP = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((TOP / "docs/schema/journal.schema.json").read_text(encoding="utf-8"))
DOCUMENTATION = [
    ipaddress.ip_network(net) for net in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
]
TLP = {
    "94868c89-83c2-464b-929b-a1a8aa3c8487": "clear",
    "bab4a63c-aed9-4cf5-a766-dfca5abac2bb": "green",
    "55d920b0-5e8b-4f79-9ee9-91f868d9b421": "amber",
    "939a9414-2ddd-4d32-a0cd-375ea402b003": "amber+strict",
    "e828b379-4e03-4974-9ac4-e53a884c97c1": "red",
}
TLP_DEFINITION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
TLP_AUTHOR = "identity--b3bca3c2-1f3d-4b54-b44f-dac42c3a8f01"
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
DCT = rdflib.Namespace("http://purl.org/dc/terms/")


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def references(value):
    """Every id that an object refers to."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key.endswith("_ref"):
                yield inner
            elif key == "extensions":
                yield from inner
            elif key.endswith("_refs"):
                yield from inner
            else:
                yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


# --- STIX ----------------------------------------------------------------------------------------------------


def stix_is_read_without_complaint(folder):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        bundle = stix2.parse((folder / "stix.json").read_text(encoding="utf-8"), allow_custom=False)
    assert bundle.type == "bundle" and len(bundle.objects) >= 3
    if folder.name != "first-steps":  # One town alone has nobody to tell.
        kinds = {one["type"] for one in bundle.objects}
        wanted = {"indicator", "attack-pattern", "infrastructure", "sighting", "report", "grouping", "identity"}
        assert wanted <= kinds, wanted - kinds


def stix_refers_to_what_is_there(folder):
    objects = load(folder / "stix.json")["objects"]
    ids = [one["id"] for one in objects]
    assert len(set(ids)) == len(ids), "an id stands twice"
    for one in objects:
        for reference in references(one):
            assert reference in ids, (one["id"], reference)


def stix_ids_of_observables_are_the_librarys_own(folder):
    kinds = {
        "ipv4-addr": stix2.IPv4Address, "ipv6-addr": stix2.IPv6Address, "domain-name": stix2.DomainName,
        "url": stix2.URL, "file": stix2.File,
    }
    for one in load(folder / "stix.json")["objects"]:
        if one["type"] in kinds:
            key = "name" if one["type"] == "file" else "value"
            assert kinds[one["type"]](**{key: one[key]}).id == one["id"], one["id"]


def stix_markings_are_the_official_ones(folder):
    objects = load(folder / "stix.json")["objects"]
    (definition,) = (one for one in objects if one["type"] == "extension-definition")
    assert definition["id"] == TLP_DEFINITION and definition["created_by_ref"] == TLP_AUTHOR
    assert definition["extension_types"] == ["property-extension"] and definition["version"] == "1.0.0"
    for one in objects:
        if one["id"] in (TLP_DEFINITION, TLP_AUTHOR):
            assert one["created"] == "2022-10-01T00:00:00.000Z"
        elif one["type"] == "marking-definition":
            ((name, extension),) = one["extensions"].items()
            assert name == TLP_DEFINITION
            assert TLP[one["id"].removeprefix("marking-definition--")] == extension["tlp_2_0"]
            assert one["name"] == "TLP:" + extension["tlp_2_0"].upper()
        else:
            (marking,) = one["object_marking_refs"]
            assert marking.removeprefix("marking-definition--") in TLP


def addresses_are_for_documentation(folder):
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix != ".parquet":  # Those hold what the CSV files hold.
            words = re.findall(r"(?<![\w.])\d+\.\d+\.\d+\.\d+(?![\w.])", path.read_text(encoding="utf-8"))
            for word in words:
                assert any(ipaddress.ip_address(word) in net for net in DOCUMENTATION), (path.name, word)


# --- MISP ----------------------------------------------------------------------------------------------------


def misp_takes_the_event(folder):
    event, again = pymisp.MISPEvent(), pymisp.MISPEvent()
    event.load(load(folder / "misp.json"))
    again.load(json.loads(event.to_json()))
    assert len(again.attributes) == len(event.attributes) and again.uuid == event.uuid
    allowed = event.describe_types["category_type_mappings"]
    values = set()
    for attribute in event.attributes:
        assert attribute.type in allowed[attribute.category], (attribute.category, attribute.type)
        value = (attribute.category, attribute.type, attribute.value)
        assert value not in values, value
        values.add(value)
        names = {tag.name for tag in attribute.tags}
        assert len([name for name in names if name.startswith("tlp:")]) == 1 and "exercise" in names, names
    assert {"exercise"} <= {tag.name for tag in event.tags}
    assert len(values) > 3 or folder.name == "first-steps"


# --- ATT&CK Navigator ----------------------------------------------------------------------------------------


def layers_are_of_format_4_5(folder):
    layers = sorted(folder.glob("layer*.json"))
    assert len(layers) == (2 if folder.name == "dry-taps" else len(layers)) and layers
    for path in layers:
        layer = load(path)
        assert layer["versions"]["layer"] == "4.5" and layer["versions"]["attack"].isdigit()
        assert layer["domain"] in ("enterprise-attack", "ics-attack") and layer["name"]
        colors = {item["color"] for item in layer["legendItems"]}
        assert len(colors) == len(layer["legendItems"]) and all(" / " in item["label"] for item in layer["legendItems"])
        assert layer["techniques"], path.name
        ids = [technique["techniqueID"] for technique in layer["techniques"]]
        assert len(set(ids)) == len(ids)
        for technique in layer["techniques"]:
            pattern = r"T0\d{3}" if layer["domain"] == "ics-attack" else r"T1\d{3}(\.\d{3})?"
            assert re.fullmatch(pattern, technique["techniqueID"]), technique["techniqueID"]
            assert 0 <= technique["score"] <= 100 and technique["color"] in colors and technique["comment"]
            assert all(set(item) == {"name", "value"} for item in technique["metadata"])


# --- The journal ---------------------------------------------------------------------------------------------


def lines_of(folder):
    with (folder / "journal.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def validator():
    kind = jsonschema.Draft202012Validator
    kind.check_schema(SCHEMA)
    return kind(SCHEMA)


def every_line_is_as_the_schema_says(folder):
    check = validator()
    lines = lines_of(folder)
    assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1)) and len(lines) > 20
    for line in lines:
        for error in check.iter_errors(line):
            raise AssertionError(f"line {line['seq']}: {error.json_path}: {error.message[:200]}")


def faulty(line):
    """The same line with one thing wrong, in every way we can think of."""

    def with_(**changes):
        other = copy.deepcopy(line)
        other.update(changes)
        return other

    for key in ("seq", "command", "events", "checks", "fingerprint", "previous", "hash"):
        yield f"without {key}", {name: value for name, value in line.items() if name != key}
    yield "a text", with_(text="said in confidence")
    yield "a name", with_(name="somebody")
    yield "seq as text", with_(seq="1")
    yield "seq 0", with_(seq=0)
    yield "a short hash", with_(hash=line["hash"][:-1])
    yield "hash in capitals", with_(hash="A" * 64)
    yield "no command", with_(command=None)
    yield "an unknown command", with_(command={"delete": {}})
    yield "two commands", with_(command={"fire": {"inject": 0}, "skip": {"inject": 0}})
    yield "a command with an unknown key", with_(command={"fire": {"inject": 0, "why": "x"}})
    yield "a command without its key", with_(command={"fire": {}})
    yield "an unknown act", with_(command={"act": "dance"})
    yield "an unknown event", with_(events=[{"rumour": 1}])
    yield "an unknown kind of news", with_(events=[{"told": [0, {"gossip": {}}]}])
    yield "a partner that cannot be", with_(events=[{"told": [99, "evidence_kept"]}])
    yield "news without a partner", with_(events=[{"told": ["evidence_kept"]}])
    yield "a seat with a name", with_(by={"seat": "trainer", "name": "somebody"})
    yield "an unknown seat", with_(by={"seat": "guest"})
    yield "a label that is none", with_(command={"act": {"say": {"to": "everyone", "label": "white"}}})
    yield "a check without a roll", with_(checks=[{"success": True}])


def a_faulty_line_is_refused(folder):
    check = validator()
    line = lines_of(folder)[0]
    assert check.is_valid(line)
    taken = [what for what, wrong in faulty(line) if check.is_valid(wrong)]
    assert not taken, taken


def the_chain_can_be_computed_again(folder):
    previous = None
    for line in lines_of(folder):
        rest = {key: value for key, value in line.items() if key not in ("seq", "previous", "text_hash", "hash")}
        entry = json.dumps({"number": line["seq"], **rest}, separators=(",", ":"), ensure_ascii=False)
        text = bytes.fromhex(line.get("text_hash", ""))
        before = bytes.fromhex(line["previous"])
        assert previous in (None, before), line["seq"]
        link = hashlib.sha256(before + bytes([bool(text)]) + text + entry.encode())
        assert link.hexdigest() == line["hash"], line["seq"]
        previous = link.digest()


def people_leave_marks_but_no_words(folder):
    if folder.name != "people":
        return
    lines = lines_of(folder)
    acts = {next(iter(line["command"]["act"])) for line in lines if isinstance(line["command"], dict)
            and isinstance(line["command"].get("act"), dict)}
    assert {"join", "say", "note", "rate", "extend", "feedback"} <= acts, acts
    assert sum("text_hash" in line for line in lines) > 20 and any("by" in line for line in lines)
    for path in folder.rglob("*"):
        assert path.is_dir() or b"Frau Beispiel" not in path.read_bytes(), path


# --- Open data -----------------------------------------------------------------------------------------------


def problems(package):
    report = frictionless.validate(str(package))
    return report.flatten(["rowNumber", "fieldName", "type", "message"])


def frictionless_finds_nothing(folder):
    found = problems(folder / "open-data/datapackage.json")
    assert not found, found[:3]


def frictionless_finds_what_is_wrong(folder):
    """The dictionary is no decoration: a table with a wrong cell is refused."""
    package = folder / "open-data"
    table = package / "data/turns.csv"
    right = table.read_bytes()
    try:
        for wrong in (right + b"x,0,4,1.0,1.0,1.0\r\n", right + b"1,0,4,1.0,1.0,1.0\r\n", right + b"99,0,4,-5,1.0,\r\n"):
            table.write_bytes(wrong)
            assert problems(package / "datapackage.json"), wrong[-30:]
    finally:
        table.write_bytes(right)


def the_dictionary_is_whole_in_both_languages(folder):
    package = load(folder / "open-data/datapackage.json")
    for resource in package["resources"]:
        path = folder / "open-data" / resource["path"]
        if resource["format"] == "parquet":
            head = pyarrow.parquet.read_schema(path).names
        else:
            with path.open(encoding="utf-8", newline="") as file:
                head = next(csv.reader(file))
        fields = resource["schema"]["fields"]
        assert head == [field["name"] for field in fields], resource["name"]
        for told in [resource, *fields]:
            german = told["translations"]["de"]
            assert all([told["title"], told["description"], german["title"], german["description"]]), told["name"]


def parquet_holds_what_csv_holds(folder):
    package = load(folder / "open-data/datapackage.json")
    resources = {resource["path"]: resource for resource in package["resources"]}
    tables = [path for path in resources if path.endswith(".csv")]
    assert len(tables) >= 8 and len(resources) == 2 * len(tables)
    kinds = {"integer": (int, "int64"), "number": (float, "double"), "string": (str, "string"),
             "boolean": ("true".__eq__, "bool")}
    for path in tables:
        table = pyarrow.parquet.read_table(folder / "open-data" / path.replace(".csv", ".parquet"))
        schema = resources[path]["schema"]
        assert json.loads(table.schema.metadata[b"frictionless:schema"]) == schema, path
        for field in schema["fields"]:
            column = table.schema.field(field["name"])
            assert str(column.type) == kinds[field["type"]][1], (path, column)
            assert column.nullable != field["constraints"].get("required", False), (path, column)
        with (folder / "open-data" / path).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        wanted = [
            {
                field["name"]: kinds[field["type"]][0](row[field["name"]]) if row[field["name"]] else None
                for field in schema["fields"]
            }
            for row in rows
        ]
        assert table.to_pylist() == wanted, path


def only_what_is_clear_is_public(folder):
    released = folder.name in ("dry-taps", "people")
    with (folder / "open-data/data/shares.csv").open(encoding="utf-8", newline="") as file:
        labels = {row["tlp"] for row in csv.DictReader(file)}
    assert labels <= {"clear"} or released, labels
    assert labels - {"clear"} or not released
    readme = (folder / "open-data/README.md").read_text(encoding="utf-8")
    german, english = readme.split("\n---\n")
    assert "Befund" in german and "Finding" in english
    for half in (german, english):
        assert half.count("data/shares.csv") == 2 and half.count("## ") == 4


def dcat_describes_every_table(folder):
    graph = rdflib.Graph()
    graph.parse(folder / "open-data/dcat.ttl", publicID="https://data.example/exercise/")
    (dataset,) = graph.subjects(rdflib.RDF.type, DCAT.Dataset)
    for wanted in (DCT.title, DCT.description):
        assert {literal.language for literal in graph.objects(dataset, wanted)} == {"de", "en"}
    for wanted in (DCT.publisher, DCT.identifier, DCAT.theme, DCT.language, DCAT.keyword, DCT.temporal):
        assert list(graph.objects(dataset, wanted)), wanted
    paths = set()
    for one in graph.objects(dataset, DCAT.distribution):
        (licence,) = graph.objects(one, DCT.license)
        assert str(licence).startswith("http://dcat-ap.de/def/licenses/")
        (address,) = graph.objects(one, DCAT.accessURL)
        paths.add(str(address).removeprefix("https://data.example/exercise/"))
    package = load(folder / "open-data/datapackage.json")
    assert paths == {resource["path"] for resource in package["resources"]}


def ckan_gets_what_it_asks_for(folder):
    dataset = load(folder / "open-data/package.json")
    assert re.fullmatch(r"[a-z0-9_-]{2,100}", dataset["name"]) and dataset["title"] and dataset["license_id"]
    assert all(re.fullmatch(r"[\w\-. ]{2,100}", tag["name"]) for tag in dataset["tags"])
    assert all(set(extra) == {"key", "value"} for extra in dataset["extras"])
    for resource in dataset["resources"]:
        assert (folder / "open-data" / resource["url"]).is_file(), resource["url"]


CHECKS = [
    stix_is_read_without_complaint,
    stix_refers_to_what_is_there,
    stix_ids_of_observables_are_the_librarys_own,
    stix_markings_are_the_official_ones,
    addresses_are_for_documentation,
    misp_takes_the_event,
    layers_are_of_format_4_5,
    every_line_is_as_the_schema_says,
    a_faulty_line_is_refused,
    the_chain_can_be_computed_again,
    people_leave_marks_but_no_words,
    frictionless_finds_nothing,
    frictionless_finds_what_is_wrong,
    the_dictionary_is_whole_in_both_languages,
    parquet_holds_what_csv_holds,
    only_what_is_clear_is_public,
    dcat_describes_every_table,
    ckan_gets_what_it_asks_for,
]


def main():
    folders = sorted(path for path in Path(sys.argv[1]).iterdir() if path.is_dir())
    passed = failed = 0
    for folder in folders:
        for check in CHECKS:
            try:
                check(folder)
            except Exception:
                failed += 1
                print(f"test {folder.name}: {check.__name__} ... FAILED")
                traceback.print_exc(file=sys.stdout)
            else:
                passed += 1
                print(f"test {folder.name}: {check.__name__} ... ok")
    if not folders:
        failed += 1
        print("there is nothing to check")
    print(f"\ntest result: {'FAILED' if failed else 'ok'}. {passed} passed; {failed} failed;")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
