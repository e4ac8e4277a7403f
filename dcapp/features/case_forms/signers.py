"""Who signs a paper on a day: the chairman, or a deputy for the chairman, as the posts of the office say."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.features.case_forms.layout import is_committee
from dcapp.features.office.models import Officer, Post, Tenure
from dcapp.features.office.queries import OfficeCard
from dcapp.kernel.text import fold
from dcapp.printing.model import Signature
from dcapp.printing.official import official
from dcapp.rules.form_terms import Signing

CHAIRMAN, DEPUTY = "chairman", "vice_chairman"


def chairman_on(uow: UnitOfWork, day: date) -> str:
    """Who was chairman on a day; "" where the posts do not say."""
    return next(iter(_holding(uow, CHAIRMAN, day)), "")


def deputies_on(uow: UnitOfWork, day: date) -> tuple[str, ...]:
    """Who were deputy chairmen on a day."""
    return _holding(uow, DEPUTY, day)


def signature_of(uow: UnitOfWork, office: OfficeCard, signing: Signing, name: str, day: date) -> Signature:
    """The place of the signature: the chairman in his own competence or for the committee, a deputy for the chairman.

    Decree 30/2020, Annex I, II.7: "TM." for the committee, "KT." where a deputy signs for the chairman.
    """
    head = official("CHỦ TỊCH") if is_committee(office) else official("THỦ TRƯỞNG CƠ QUAN")
    lead = (official("TM. ỦY BAN NHÂN DÂN"),) if signing is Signing.BODY and is_committee(office) else ()
    if name and fold(name) in {fold(one) for one in deputies_on(uow, day)}:
        deputy = official("PHÓ CHỦ TỊCH") if is_committee(office) else official("PHÓ THỦ TRƯỞNG")
        return Signature(authority=(*lead, official("KT. {head}", head=head)), titles=(deputy,), name=name)
    return Signature(authority=lead, titles=(head,), name=name)


def _holding(uow: UnitOfWork, post: str, day: date) -> tuple[str, ...]:
    rows = (
        select(Officer.full_name)
        .join(Tenure, Tenure.officer_id == Officer.id)
        .join(Post, Post.id == Tenure.post_id)
        .where(
            Post.key == post,
            or_(Tenure.since.is_(None), Tenure.since <= day),
            or_(Tenure.until.is_(None), Tenure.until >= day),
        )
        .order_by(Tenure.id)
    )
    return tuple(uow.session.scalars(rows))
