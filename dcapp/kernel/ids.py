"""Typed ids, so that a wrong id is a type error at the button."""

from __future__ import annotations

from typing import NewType

AccountId = NewType("AccountId", int)
OfficerId = NewType("OfficerId", int)
PostId = NewType("PostId", int)
BodyId = NewType("BodyId", int)
VillageId = NewType("VillageId", int)
DayOffId = NewType("DayOffId", int)
OwnDaysId = NewType("OwnDaysId", int)
PaperId = NewType("PaperId", int)
IssuedId = NewType("IssuedId", int)
IncomingId = NewType("IncomingId", int)
AttachmentId = NewType("AttachmentId", int)
PlanId = NewType("PlanId", int)
PassageId = NewType("PassageId", int)
DutyId = NewType("DutyId", int)
ObligationId = NewType("ObligationId", int)
TaskId = NewType("TaskId", int)
DeliveryId = NewType("DeliveryId", int)
DifficultyId = NewType("DifficultyId", int)
AdjustmentId = NewType("AdjustmentId", int)
MeetingId = NewType("MeetingId", int)
CheckId = NewType("CheckId", int)
CheckVisitId = NewType("CheckVisitId", int)
FindingId = NewType("FindingId", int)
OpinionId = NewType("OpinionId", int)
CommitteeId = NewType("CommitteeId", int)
CoordinationId = NewType("CoordinationId", int)
AbsenceId = NewType("AbsenceId", int)
