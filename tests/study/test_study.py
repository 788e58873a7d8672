"""A study from plan to verdict, offline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from simulator.errors import InputError
from simulator.store.runs import Run
from simulator.study.analyse import analyse
from simulator.study.design import StudyDesign, arm_configs, check_design, design_of, parse_arm, read_study
from simulator.study.methods import methods_text
from simulator.study.result import StudyResult
from simulator.study.rows import outcome_rows
from simulator.study.verdict import about_of, claim_of, reasons_to_withhold
from tests.commands import simulate
from tests.study.making import ARMS, Made, make

FLAKY: dict[str, dict[str, Any]] = {
    "a": {"prompt": "nova"},
    "b": {"prompt": "nova", "models.therapist.model": "offline/flaky?rate=0.25"},
}


def test_a_study_is_compared_pair_by_pair(chain: Made) -> None:
    result = chain.result
    assert [v.outcome for v in result.verdicts] == ["broken_rate", "reflection_ratio"]
    words = result.outcome("therapist_words").comparison("b")
    assert words is not None and words.pairs == 6 and words.missing == 0 and words.difference is not None
    assert words.difference > 20 and words.p == words.p_floor == 0.03125 and len(words.personas) == 2
    assert [(x.persona, x.replicate) for x in words.values] == [
        (p, r) for p in ("alicia", "naomi") for r in (1, 2, 3)
    ]
    trajectory = result.outcome("therapist_words").trajectories["a"]
    assert [point.session for point in trajectory] == [1, 2] and trajectory[0].count == 6


def test_the_plan_holds_the_primaries_before_anything_is_run(chain: Made) -> None:
    stored = design_of(chain.run.plan)
    assert stored is not None and stored.primaries == ("broken_rate", "reflection_ratio")
    assert chain.run.file.history == ()


def test_what_the_arms_do_not_vary_is_shared(chain: Made) -> None:
    for persona in ("alicia", "naomi"):
        one, other = (chain.run.course(arm, persona, 2).session(2).load().plan for arm in "ab")
        assert one is not None and other is not None
        assert (one.date, one.event, one.stage) == (other.date, other.event, other.stage)
        openings = {chain.run.course(arm, persona, 2).session(1).load().turns[0].text for arm in "ab"}
        assert len(openings) == 1


def test_the_result_survives_json_and_is_the_same_each_time(chain: Made) -> None:
    result = chain.result
    assert StudyResult.model_validate_json(result.model_dump_json()) == result == analyse(chain.run)
    assert result.synthetic and result.label in result.model_dump_json()


def test_the_rows_of_outcomes_average_to_the_result(chain: Made) -> None:
    rows = list(outcome_rows(chain.run))
    for name in ("reflection_ratio", "turns", "self_bleu"):
        outcome = next(o for o in chain.result.outcomes if o.name == name)
        for arm in ("a", "b"):
            people = []
            for persona in ("alicia", "naomi"):
                values = [
                    row["value"] for row in rows
                    if (row["outcome"], row["arm"], row["persona"]) == (name, arm, persona)
                ]  # fmt: skip
                people.append(sum(values) / len(values))
            assert outcome.arms["started"][arm].mean == pytest.approx(sum(people) / len(people))
    assert {row["session"] for row in rows if row["outcome"] == "turns"} == {1, 2}
    assert {row["replicate"] for row in rows if row["outcome"] == "self_bleu"} == {None}


def test_methods_hold_the_numbers_that_a_paper_needs(chain: Made) -> None:
    text = chain.result.methods
    for part in (
        "alicia, naomi",
        "3 courses of 2 sessions",
        "seed 0",
        "Holm",
        "McNemar",
        "these two personas",
        "nova",
    ):
        assert part in text


def test_methods_name_the_model_of_each_arm_where_they_differ(chain: Made) -> None:
    result = chain.result
    assert "therapist: offline/cbt)" in result.methods
    one, other = result.arms
    other = other.model_copy(update={"models": {**other.models, "therapist": "offline/flaky"}})
    text = methods_text(result.model_copy(update={"arms": (one, other)}))
    assert "patient: offline/cbt, therapist: offline/cbt in arm a and offline/flaky in arm b)" in text


def test_methods_call_nothing_a_language_model_that_is_none(chain: Made) -> None:
    result = chain.result
    assert result.methods.startswith(
        "Code that chooses from written lines (offline/cbt), not a language model, played patient and therapist"
    )
    hosted = {"patient": "openai/m", "therapist": "openai/m", "note": "offline/cbt"}

    def told(*models: dict[str, str]) -> str:
        arms = tuple(arm.model_copy(update={"models": m}) for arm, m in zip(result.arms, models, strict=True))
        return methods_text(result.model_copy(update={"arms": arms}))

    assert told(hosted, hosted).startswith("Two language models played patient and therapist")
    mixed = told(hosted, {**hosted, "patient": "offline/cbt"})
    assert mixed.startswith("Models, of which offline/cbt is no language model, played patient and therapist")


def test_with_two_personas_the_claim_is_about_those_two_in_so_many_words() -> None:
    assert about_of(["alicia", "naomi"], "these") == "For these two personas, alicia and naomi"
    assert (
        claim_of(["alicia", "naomi"], "these")
        == "The claim is about these two personas, alicia and naomi, and no others."
    )
    assert "personas like" in claim_of([f"p{i}" for i in range(9)], "general")


@pytest.mark.slow
def test_swapping_the_arms_swaps_the_sign_and_nothing_else(folder: Path) -> None:
    settings = {"replicates": 2, "primaries": ("broken_turn_rate", "therapist_words")}
    one = make(folder, arms=FLAKY, name="one", **settings).result  # type: ignore[arg-type]
    swapped = {"a": FLAKY["b"], "b": FLAKY["a"]}
    other = make(folder, arms=swapped, name="other", **settings).result  # type: ignore[arg-type]
    assert one.outcome("broken_turn_rate").comparisons[0].difference != 0
    for here, there in zip(one.outcomes, other.outcomes, strict=True):
        assert here.name == there.name
        for x, y in zip(here.comparisons, there.comparisons, strict=True):
            assert (x.p, x.p_adjusted, x.interval, x.pairs, x.p_floor) == (
                y.p,
                y.p_adjusted,
                y.interval,
                y.pairs,
                y.p_floor,
            )
            if x.difference is not None:
                assert y.difference is not None and x.difference == pytest.approx(-y.difference, abs=1e-9)
            if x.low is not None:
                assert y.high is not None and x.low == pytest.approx(-y.high, abs=1e-9)


@pytest.mark.slow
def test_more_replicates_extend_a_study_and_make_nothing_anew(folder: Path) -> None:
    first = make(folder, replicates=1)
    before = {p: p.read_bytes() for p in first.run.path.glob("*/*/r01/session-*/session.json")}
    second = make(folder, replicates=2)
    assert second.result.replicates == 2 and second.result.outcome("turns").comparisons[0].pairs == 4
    assert before and all(p.read_bytes() == data for p, data in before.items())


@pytest.mark.slow
def test_missing_sessions_in_one_arm_withhold_the_verdict(folder: Path) -> None:
    made = make(folder, replicates=3)
    (made.run.course("b", "alicia", 2).session(1).path / "session.json").unlink()
    result = analyse(made.run)
    assert all(v.kind == "no verdict" and "infrastructure" in v.sentence for v in result.verdicts)
    assert any("11 of 12 sessions are made" in w for w in result.warnings)
    turns = result.outcome("turns").comparisons[0]
    assert turns.pairs == 5 and turns.missing == 1


@pytest.mark.slow
def test_other_attempts_allowed_withhold_the_verdict(folder: Path) -> None:
    arms: dict[str, dict[str, Any]] = {
        "a": {"prompt": "nova"},
        "b": {"prompt": "nova", "guard.retries.per_turn": 1},
    }
    result = make(folder, arms=arms).result
    assert all("attempts they are allowed" in v.sentence for v in result.verdicts)
    assert reasons_to_withhold(result.integrity[0], result.integrity[0]) == []


@pytest.mark.slow
def test_too_few_pairs_are_said_aloud(folder: Path) -> None:
    result = make(folder, personas=["alicia"], replicates=2).result
    assert "two pairs cannot reach p < .05" in result.verdicts[1].sentence
    assert result.verdicts[1].kind == "no verdict"


@pytest.mark.slow
def test_sessions_before_a_fork_are_made_once_and_shared(folder: Path) -> None:
    made = make(folder, sessions=3, replicates=2, design="fork", fork_at=3)
    for persona in ("alicia", "naomi"):
        courses = [made.run.course(arm, persona, 1) for arm in "ab"]
        for number in (1, 2):
            one, copy = (c.session(number).load() for c in courses)
            assert one.turns == copy.turns and one.note == copy.note and one.ledger == copy.ledger
            assert one.usage and not copy.usage and "a/" in (copy.lineage.imported_from or "")
        last = [c.session(3).load() for c in courses]
        assert last[0].turns[2:] != last[1].turns[2:] and last[0].plan == last[1].plan
        assert last[0].lineage.parent == last[1].lineage.parent
    result = made.result
    assert [p.session for p in result.outcome("turns").trajectories["a"]] == [3]
    assert result.integrity[0].planned == 4 and "from session 3 on" in result.methods
    again = make(folder, sessions=3, replicates=2, design="fork", fork_at=3)
    assert again.outcome.exit_code != 3 and again.result == result


@pytest.mark.slow
def test_a_fork_whose_base_was_made_anew_is_told(folder: Path) -> None:
    made = make(folder, personas=["alicia"], sessions=2, replicates=1, design="fork", fork_at=2)
    copy = made.run.course("b", "alicia", 1).session(1)
    record = copy.load()
    copy.save_now(
        record.model_copy(
            update={"lineage": record.lineage.model_copy(update={"imported_from": "a/alicia/r01, old"})}
        )
    )
    with pytest.raises(InputError, match="not a copy of what"):
        make(folder, personas=["alicia"], sessions=2, replicates=1, design="fork", fork_at=2)


@pytest.mark.parametrize(
    ("text", "told"),
    [("nova", "NAME=PROMPT"), ("a=", "NAME=PROMPT"), ("a=nova,brief", "KEY=VALUE"), ("=nova", "NAME=PROMPT")],
)
def test_an_arm_that_is_none_is_told(text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        parse_arm(text)


@pytest.mark.parametrize(
    ("arms", "told"),
    [
        ({"a": "nova"}, "at least two arms"),
        ({"a": "nova", "b": {"sessions": 3}}, "cannot differ"),
        ({"a": "nova", "../b": "nova"}, "folder"),
        ({"a": "nova", "study": "nova"}, "reserved"),
        ({"a": "nova", "b": {"promt": "nova"}}, "promt"),
    ],
)
def test_arms_that_cannot_be_are_told(arms: dict[str, object], told: str) -> None:
    with pytest.raises(InputError, match=told):
        arm_configs(arms, None, (), {})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("design", "told"),
    [
        ({"primaries": ["broken_rat"]}, "broken_rate"),
        ({"primaries": ["judge:ctrs"]}, "name a judge"),
        ({"design": "fork", "fork_at": 5}, "after the last"),
        ({"design": "fork", "fork_at": 2, "base": "c"}, "not an arm"),
    ],
)
def test_a_design_that_does_not_fit_is_told(design: dict[str, object], told: str) -> None:
    with pytest.raises(InputError, match=told):
        check_design(StudyDesign.model_validate(design), ["a", "b"], 2)


def test_a_fault_in_a_study_file_is_told_with_its_line(folder: Path) -> None:
    (folder / "s.yaml").write_text("arms:\n  a: nova\nprimarys: [turns]\n")
    with pytest.raises(InputError, match=r"s\.yaml:3: unknown key primarys"):
        read_study(str(folder / "s.yaml"))


@pytest.mark.slow
def test_one_command_makes_a_study_from_a_file_and_says_so_as_json(folder: Path) -> None:
    (folder / "s.yaml").write_text(
        "personas: [alicia]\narms: {a: nova, b: {prompt: nova, models: {therapist: {temperature: 0.9}}}}\n"
        "sessions: 1\nreplicates: 1\nprimaries: [turns]\n"
    )
    done = simulate("ab", "--study", "s.yaml", "--run", "x", "--json", "--quiet", cwd=folder)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["verdicts"][0]["kind"] == "no verdict" and result["exit_code"] == 0
    assert result["arms"][1]["differs"] == ["models.therapist.temperature: None -> 0.9"]
    resumed = simulate("resume", "x", "--replicates", "2", "--json", cwd=folder)
    assert resumed.returncode == 0 and json.loads(resumed.stdout)["replicates"] == 2
    other = simulate("ab", "--study", "s.yaml", "--run", "x", "--primary", "broken_rate", cwd=folder)
    assert (other.returncode == 2 and "primaries" in other.stderr) or "study" in other.stderr


@pytest.mark.slow
def test_a_dry_run_and_a_plan_start_nothing(folder: Path) -> None:
    arguments = ("--persona", "alicia,naomi", "--arm", "a=nova", "--arm", "b=nova-brief", "--replicates", "8")
    dry = simulate("ab", *arguments, "--dry-run", "--json", cwd=folder)
    assert dry.returncode == 0 and json.loads(dry.stdout)["study"]["pairs"] == 16
    plan = simulate("plan", *arguments, "--effect", "0.5", "--json", cwd=folder)
    assert plan.returncode == 0 and json.loads(plan.stdout)["effects"][0]["replicates_needed"] > 8
    assert list(folder.iterdir()) == []


def test_arms_are_read_from_flags() -> None:
    assert parse_arm("b=nova,models.therapist.model=offline/flaky?rate=0.1") == (
        "b", {"prompt": "nova", "models.therapist.model": "offline/flaky?rate=0.1"},
    )  # fmt: skip
    assert set(ARMS) == {"a", "b"}


@pytest.mark.slow
def test_a_primary_of_a_package_that_is_gone_still_counts_and_is_told(tmp_path: Path) -> None:
    made = make(tmp_path, primaries=["broken_rate", "turns"], replicates=6)
    plan = made.run.plan
    study = {**plan.extra["study"], "primaries": ["broken_rate", "turns", "bread_talk"]}
    with Run.open(made.run.path, write=True) as run:
        run.change_plan(plan.model_copy(update={"extra": {"study": study}}), [])
    result = analyse(Run.open(made.run.path))
    assert result.outcome("turns").comparisons[0].family == 3
    assert any(w.startswith("bread_talk: declared before the run and unknown here") for w in result.warnings)
    assert result.verdicts[-1].text.startswith("No verdict on bread_talk, b against a")
