"""What happens after a discarded attempt."""

from __future__ import annotations

from simulator.integrity.policy import GiveUp, GuardConfig, Policy, RepairPartner, Retries, Retry, Spent
from simulator.integrity.verdict import Verdict
from simulator.transcript import EndingReason, Finding, Speaker


def rejected(
    code: str = "refusal", speaker: Speaker = "therapist", culprit: Speaker | None = None
) -> Verdict:
    return Verdict(speaker, "x", (Finding(code=code),), culprit=culprit or speaker)


def test_a_retry_names_the_fault_and_changes_the_sampling() -> None:
    policy = Policy(GuardConfig())
    one = policy.next_step([rejected("placeholder")])
    two = policy.next_step([rejected("placeholder")] * 2)
    assert isinstance(one, Retry) and isinstance(two, Retry)
    assert "blanks" in one.reminder
    assert one.sampling.temperature(0.7) < two.sampling.temperature(0.7) <= 1.2  # type: ignore[operator]
    assert one.sampling.temperature(None) is None


def test_the_fallback_model_speaks_after_its_number_of_attempts() -> None:
    policy = Policy(GuardConfig(retries=Retries(fallback_after=2)))
    first, second = policy.next_step([rejected()]), policy.next_step([rejected()] * 2)
    assert isinstance(first, Retry) and not first.fallback
    assert isinstance(second, Retry) and second.fallback


def test_giving_up_names_the_commonest_code() -> None:
    step = Policy(GuardConfig()).next_step([rejected("meta"), rejected(), rejected(), rejected()])
    assert isinstance(step, GiveUp) and step.reason is EndingReason.REFUSAL and step.code == "refusal"
    loop = Policy(GuardConfig()).next_step([rejected("repetition")] * 4)
    assert isinstance(loop, GiveUp) and loop.reason is EndingReason.LOOP
    other = Policy(GuardConfig()).next_step([rejected("inversion")] * 4)
    assert isinstance(other, GiveUp) and other.reason is EndingReason.ROLE_BREAK


def test_the_partner_is_repaired_first_when_it_is_to_blame() -> None:
    policy = Policy(GuardConfig())
    blamed = [rejected("inversion", "patient", "therapist")] * 2
    step = policy.next_step(blamed)
    assert isinstance(step, RepairPartner) and step.speaker == "therapist"
    assert isinstance(policy.next_step(blamed, partner_can_be_repaired=False), Retry)
    assert isinstance(policy.next_step(blamed, spent=Spent(partner_repairs=2)), Retry)


def test_the_budget_of_a_session_ends_it() -> None:
    policy = Policy(GuardConfig(retries=Retries(per_session=3)))
    assert isinstance(policy.next_step([rejected()], spent=Spent(session=2)), Retry)
    assert isinstance(policy.next_step([rejected()], spent=Spent(session=3)), GiveUp)


def test_own_reminders_and_form_are_used() -> None:
    config = GuardConfig(reminders={"meta": "Stay here."}, reminder_form="({reminder})")
    step = Policy(config).next_step([rejected("meta")])
    assert isinstance(step, Retry) and step.reminder == "(Stay here.)"
