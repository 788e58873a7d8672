"""How far people agree with each other and with the judge."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from simulator.store.runs import Run
from simulator.study.agreement import cohen_kappa, fleiss, icc_agreement
from simulator.study.collect import StudyData
from simulator.study.design import hidden_names
from simulator.study.judge.verdicts import Judged
from simulator.study.paths import ratings_folder
from simulator.study.rating.items import RatedItem, rating_items
from simulator.study.rating.ratings import Rating, read_ratings
from simulator.study.result import Agreement

JUDGE = "the judge"


def study_agreement(run: Run, data: StudyData, judged: Judged | None) -> tuple[Agreement, ...]:
    """Agreement of the ratings that are there; empty when there are none. Raises StoreError."""
    ratings = read_ratings(ratings_folder(run))
    if not ratings:
        return ()
    hidden = hidden_names(run.plan)
    return (
        *preferences_agree(ratings, {i.id: i for i in rating_items(data, "pairs", hidden)}, judged),
        *scores_agree(ratings, {i.id: i for i in rating_items(data, "single", hidden)}, judged),
    )


def preferences_agree(
    ratings: Mapping[str, Mapping[str, Rating]], items: Mapping[str, RatedItem], judged: Judged | None
) -> list[Agreement]:
    """Kappa of preferences: every two raters (Cohen), all of them (Fleiss), each with the judge (Cohen)."""
    labels = {
        rater: {i: r.prefers for i, r in mine.items() if i in items and r.prefers}
        for rater, mine in ratings.items()
    }
    labels = {rater: mine for rater, mine in labels.items() if mine}
    found = [_kappa(a, labels[a], b, labels[b]) for a, b in combinations(labels, 2)]
    if len(labels) > 2:
        shared = sorted(set.intersection(*(set(mine) for mine in labels.values())))
        rows = [[mine[i] for mine in labels.values()] for i in shared]
        found.append(
            Agreement(
                question="preference",
                raters=tuple(labels),
                items=len(rows),
                statistic="Fleiss' kappa",
                value=fleiss(rows) if rows else None,
            )
        )
    if judged:
        own = _judge_prefers(items, judged)
        found += [_kappa(rater, mine, JUDGE, own) for rater, mine in labels.items() if own]
    return found


def scores_agree(
    ratings: Mapping[str, Mapping[str, Rating]], items: Mapping[str, RatedItem], judged: Judged | None
) -> list[Agreement]:
    """ICC of scores among all raters; rank correlation of each rater with the judge's totals."""
    scores = {
        rater: {i: float(r.score) for i, r in mine.items() if i in items and r.score is not None}
        for rater, mine in ratings.items()
    }
    scores = {rater: mine for rater, mine in scores.items() if mine}
    found = []
    if len(scores) > 1:
        shared = sorted(set.intersection(*(set(mine) for mine in scores.values())))
        table = [[mine[i] for mine in scores.values()] for i in shared]
        icc = icc_agreement(table) if table else None
        for statistic, value in (
            ("ICC(2,1)", icc.single if icc else None),
            ("ICC(2,k)", icc.average if icc else None),
        ):
            found.append(
                Agreement(
                    question="score", raters=tuple(scores), items=len(table), statistic=statistic, value=value
                )
            )
    for rubric in judged.rubrics if judged else ():
        own = (
            {i: judged.scores.get(item.keys[0], {}).get(rubric.name) for i, item in items.items()}
            if judged
            else {}
        )
        for rater, mine in scores.items():
            both = [(mine[i], v) for i in sorted(mine) if (v := own.get(i)) is not None]
            if rubric.kind == "scale" and both:
                found.append(
                    Agreement(
                        question=f"score and judge:{rubric.name}", raters=(rater, JUDGE), items=len(both),
                        statistic="Spearman's rho", value=_rank_correlation(both),
                    )
                )  # fmt: skip
    return found


def _judge_prefers(items: Mapping[str, RatedItem], judged: Judged) -> dict[str, str]:
    found = {}
    for id_, item in items.items():
        values = list(judged.preferences.get(":".join(item.keys), {}).values())
        if values:
            found[id_] = item.arms[1] if values[0] > 0 else item.arms[0] if values[0] < 0 else "tie"
    return found


def _kappa(a: str, one: Mapping[str, str], b: str, other: Mapping[str, str]) -> Agreement:
    shared = sorted(set(one) & set(other))
    value = cohen_kappa([one[i] for i in shared], [other[i] for i in shared])
    return Agreement(
        question="preference", raters=(a, b), items=len(shared), statistic="Cohen's kappa", value=value
    )


def _rank_correlation(both: list[tuple[float, float]]) -> float | None:
    from scipy import stats

    one, other = zip(*both, strict=True)
    if len(set(one)) < 2 or len(set(other)) < 2:
        return None
    return float(stats.spearmanr(one, other).statistic)
