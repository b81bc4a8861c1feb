"""The catalogue: what ships, what users add, and where their files are wrong."""

import datetime as dt
import json

import pytest

from trainer.costmodel.catalogue import UnknownEntry, load_catalogue
from trainer.costmodel.catalogue_file import read_file
from trainer.costmodel.entry import Entry
from trainer.costmodel.solve import evaluate
from trainer.errors import BadInput
from trainer.places import shipped

HEAD = "format: triad-catalogue/1\n"
ACCELERATOR = """accelerators:
  - id: our-card
    name: Our card
    peak_flops: 989 TFLOP/s
    fp8_flops: 1.979e15
    gpu_memory: 80 GB
    memory_bandwidth: 3.35 TB/s
    source: data sheet
    date: 2026-01-15
"""


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


@pytest.mark.parametrize("name", ["models.json", "accelerators.json", "prices.json"])
def test_shipped_files_have_no_faults_and_are_read_as_json(name):
    path = shipped("resources") / "catalogue" / name
    found, problems = read_file(path, own=True)
    assert found
    assert problems == []
    assert len({entry.id for _, entry in found}) == len(found)
    assert json.loads(path.read_text("utf-8"))


def test_everything_shipped_has_a_source_and_a_date(catalogue):
    assert len(catalogue.models) == 19
    assert len(catalogue.accelerators) == 20
    assert len(catalogue.prices) == 64
    assert catalogue.problems == ()
    for entry in catalogue.entries.values():
        assert entry.source
        assert entry.age_in_months(dt.date(2026, 11, 24)) >= 0
        assert not entry.own
        assert "stored" not in entry.source


def test_a_language_model_supplies_consistent_terms(catalogue):
    for name, entry in catalogue.models.items():
        givens = catalogue.givens("model", name)
        assert givens == entry.terms
        assert evaluate("weights", givens) == 2 * givens["parameters"]
        sizes = {term: value for term, value in givens.items() if "parameters" not in term}
        if "d_ff" in sizes:
            assert evaluate("parameters", sizes) == pytest.approx(givens["parameters"])
            active = evaluate("active_parameters", sizes)
            assert active == pytest.approx(givens["active_parameters"])
    latent = catalogue.givens("model", "deepseek-v3")
    assert evaluate("kv_bytes_per_token", latent) == 70_272


def test_an_accelerator_supplies_its_peak_by_precision(catalogue):
    h100 = catalogue.givens("accelerator", "h100-sxm")
    assert h100["peak_flops"] == 989e12
    assert evaluate("critical_batch", h100) == pytest.approx(295.2, rel=1e-3)
    assert catalogue.givens("accelerator", "h100-sxm", "fp8")["peak_flops"] == 1.979e15
    with pytest.raises(BadInput, match="has no fp8; it has bf16, int8"):
        catalogue.givens("accelerator", "a100-80-sxm", "fp8")


def test_prices_of_machines_name_accelerators_that_exist(catalogue):
    rented = [price for price in catalogue.prices.values() if price.accelerator]
    assert len(rented) > 20
    for price in rented:
        assert price.accelerator in catalogue.accelerators
        assert list(price.terms) == ["price_per_gpu_hour"]


def test_what_is_not_there_is_answered_with_the_nearest(catalogue):
    with pytest.raises(UnknownEntry, match=r"did you mean .*llama3.1-70b"):
        catalogue.givens("model", "llama-3.1-71b")
    with pytest.raises(UnknownEntry, match="did you mean 'h100-sxm' or 'h100-pcie'"):
        catalogue.givens("accelerator", "h100")
    with pytest.raises(UnknownEntry, match=r"there is no price called 'zzz'\.$"):
        catalogue.entry("price", "zzz")
    with pytest.raises(UnknownEntry, match="holds no 'planet'; it holds model"):
        catalogue.entry("planet", "mars")


@pytest.mark.parametrize(
    ("kind", "typed", "meant"),
    [
        ("model", "llama-3.1-70b", "llama3.1-70b"),
        ("model", "Llama 3.1 70B", "llama3.1-70b"),
        ("model", "llama-3.3-70b", "llama3.1-70b"),
        ("model", "DeepSeek R1", "deepseek-v3"),
        ("model", "mixtral", "mixtral-8x7b"),
        ("accelerator", "NVIDIA B200", "b200-sxm"),
        ("accelerator", "B200", "b200-sxm"),
        ("accelerator", "a100 80", "a100-80-sxm"),
        ("accelerator", "MI300X", "mi300x"),
    ],
)
def test_an_entry_is_found_however_its_name_is_spelt(catalogue, kind, typed, meant):
    assert catalogue.entry(kind, typed).id == meant


@pytest.mark.parametrize(
    ("date", "months", "old"),
    [("2025-11-24", 12, False), ("2025-10-24", 13, True), ("2025-11-25", 11, False),
     ("2025", 22, True), ("2026-10", 1, False), ("2027", 0, False)],
)  # fmt: skip
def test_the_age_of_a_price(date, months, old):
    entry = Entry("price", "x", "X", "list", date, {})
    today = dt.date(2026, 11, 24)
    assert entry.age_in_months(today) == months
    assert entry.is_old(today) is old


def own(tmp_path, **files):
    for name, content in files.items():
        (tmp_path / name.replace("_", ".")).write_text(content, "utf-8")
    return load_catalogue(tmp_path)


def test_own_entries_are_read_with_units_as_people_write_them(tmp_path):
    price = (
        "prices:\n- {id: h100-sxm-aws, name: contract, accelerator: our-card,"
        " price_per_gpu_hour: $2.10/GPU/hour, source: contract, date: 2026}\n"
    )
    catalogue = own(tmp_path, a_yaml=HEAD + ACCELERATOR, b_yml=HEAD + price)
    assert catalogue.problems == ()
    givens = catalogue.givens("accelerator", "our-card", "fp8")
    assert givens == {"peak_flops": 1.979e15, "gpu_memory": 80e9, "memory_bandwidth": 3.35e12}
    assert catalogue.entry("accelerator", "our-card").date == "2026-01-15"
    contract = catalogue.entry("price", "h100-sxm-aws")
    assert contract.own
    assert contract.terms == {"price_per_gpu_hour": 2.1}


def test_own_files_may_be_json(tmp_path):
    content = {"format": "triad-catalogue/1", "prices": [PRICE]}
    assert own(tmp_path, a_json=json.dumps(content)).entry("price", "p").terms["input_price"] == 2.5


PRICE = {"id": "p", "name": "P", "input_price": 2.5, "source": "list", "date": "2026-09"}


def test_no_folder_is_no_entries(tmp_path):
    assert load_catalogue(tmp_path / "none").problems == ()


@pytest.mark.parametrize(
    ("content", "place", "message"),
    [
        ("a: [", "1:5", "this is no YAML"),
        ("format: triad-catalogue/1\nmodels:\n\t- x\n", "3:1", "cannot start any token"),
        ("\x00", "1:1", "this is no YAML"),
        ("[" * 3000, "1:1", "nested more than 50 deep"),
        ("- " * 3000, "1:1", "nested more than 50 deep"),
        ("".join(" " * depth + "a:\n" for depth in range(1200)), "1:1", "this is no YAML"),
        ("- 1\n", "1:1", "a catalogue is a mapping"),
        ("models: []\n", "1:1", "'format' must be triad-catalogue/1"),
        ("format: other\n", "1:9", "'format' must be"),
        (HEAD + "modles: []\n", "2:1", "there is no field 'modles'; did you mean 'models'?"),
        (HEAD + "3: []\n", "1:1", "there is no field '3'"),
        (HEAD + "models: 3\n", "2:9", "'models' is a list of entries"),
        (HEAD + "models:\n  - 3\n", "3:5", "an entry is a mapping"),
        (
            HEAD + ACCELERATOR.replace("name:", "nam:"),
            "4:5",
            "'nam'; did you mean 'name'?",
        ),
        (HEAD + ACCELERATOR.replace("    source: data sheet\n", ""), "3:5", "lacks source"),
        (HEAD + ACCELERATOR.replace("80 GB", "80 miles"), "7:17", "miles"),
        (HEAD + ACCELERATOR.replace("80 GB", "[80]"), "7:17", "a number is wanted, in byte"),
        (HEAD + ACCELERATOR.replace("80 GB", "true"), "7:17", "a number is wanted"),
        (HEAD + ACCELERATOR.replace("80 GB", "-80"), "7:17", "'gpu_memory' cannot be -80"),
        (HEAD + ACCELERATOR.replace("our-card", "Our Card"), "3:9", "an id is lower-case"),
        (HEAD + ACCELERATOR.replace("our-card", "3"), "3:9", "'id' is text"),
        (HEAD + ACCELERATOR.replace("2026-01-15", "last year"), "10:11", "a date is written"),
        (HEAD + ACCELERATOR.replace("2026-01-15", "'2026-13'"), "10:11", "a date is written"),
        (HEAD + "prices:\n  - {id: p, name: P, source: s, date: 2026}\n", "3:5", "a price has one"),
        (HEAD + ACCELERATOR + ACCELERATOR[14:], "11:5", "a second accelerator with the id"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path, content, place, message):
    catalogue = own(tmp_path, bad_yaml=content)
    told = [str(problem) for problem in catalogue.problems]
    assert any(
        line.startswith(f"{tmp_path / 'bad.yaml'}:{place}") and message in line for line in told
    ), told


def test_a_faulty_entry_leaves_its_neighbours_alone(tmp_path):
    good = "  - {id: fine, name: F, parameters: 8e9, source: s, date: 2026}\n"
    bad = "  - {id: odd, name: O, source: s, date: 2026}\n"
    catalogue = own(tmp_path, a_yaml=f"{HEAD}models:\n{good}{bad}")
    assert "fine" in catalogue.models
    assert "odd" not in catalogue.models
    assert "lacks parameters" in catalogue.problems[0].message


def test_what_is_unlikely_is_kept_with_a_warning(tmp_path):
    sizes = (
        "layers: 80, d_model: 8192, heads: 64, kv_heads: 8, head_dim: 128, d_ff: 28672,"
        " vocabulary_size: 128256, mlp_matrices: 3, embedding_copies: 2"
    )
    model = f"models:\n  - {{id: m, name: M, parameters: 8e9, {sizes}, source: s, date: 2026}}\n"
    small = ACCELERATOR.replace("80 GB", "80 MB")
    catalogue = own(tmp_path, a_yaml=HEAD + model + small)
    assert {"m"} <= set(catalogue.models)
    assert {"our-card"} <= set(catalogue.accelerators)
    told = [str(problem) for problem in catalogue.problems]
    assert all(": warning: " in line for line in told)
    assert any("80 MB is out of the usual 1 GB to 2 TB" in line for line in told)
    assert any("disagree by a factor of 8.82" in line for line in told)


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path):
    (tmp_path / "latin.yaml").write_bytes(b"\xff\xfe\xff")
    (tmp_path / "large.yaml").write_text("#" * 1_000_001, "utf-8")
    told = [str(problem) for problem in load_catalogue(tmp_path).problems]
    assert len(told) == 2
    assert all("the file cannot be read" in line for line in told)


def test_merged_keys_are_placed_at_their_entry(tmp_path):
    content = (
        HEAD + "models:\n  - &base {id: a, name: A, parameters: 8e9, source: s, date: 2026}\n"
        "  - {<<: *base, id: b, parameters: none}\n  - {<<: *base, layers: none}\n"
    )
    catalogue = own(tmp_path, a_yaml=content)
    assert "a" in catalogue.models
    assert catalogue.problems[0].line == 4


def test_other_names_of_an_own_entry(tmp_path):
    named = ACCELERATOR.replace(
        "    name: Our card\n", "    name: Our card\n    also: [the card, c1]\n"
    )
    assert own(tmp_path, a_yaml=HEAD + named).entry("accelerator", "C1").id == "our-card"
    wrong = ACCELERATOR.replace("    name: Our card\n", "    name: Our card\n    also: c1\n")
    problem = own(tmp_path, a_yaml=HEAD + wrong).problems[0]
    assert (problem.line, problem.column) == (5, 11)
    assert problem.message == "'also' is a list of other names"


def test_the_provenance_of_an_entry_tells_its_age_where_it_is_old():
    entry = Entry("price", "x", "X", "list", "2024-05", {})
    assert entry.provenance(dt.date(2026, 11, 24)) == "X: list, 2024-05, 30 months old"
    assert entry.provenance(dt.date(2025, 5, 1)) == "X: list, 2024-05"
    card = Entry("accelerator", "x", "X", "data sheet", "2024-05", {})
    assert card.provenance(dt.date(2026, 11, 24)) == "X: data sheet, 2024-05"
