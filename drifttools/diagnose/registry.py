"""The rules, the more telling first: of two that explain a finding equally well (`CauseRule.rank`), the first one does."""

from __future__ import annotations

from drifttools.diagnose.base import CauseRule
from drifttools.diagnose.causes.code_apart import CodeApart
from drifttools.diagnose.causes.duplicate_enum import DuplicateEnum
from drifttools.diagnose.causes.edited import Edited
from drifttools.diagnose.causes.enum_names import EnumNames
from drifttools.diagnose.causes.extension_apart import ExtensionApart
from drifttools.diagnose.causes.failed_index import FailedIndex
from drifttools.diagnose.causes.foreign_key_twin import ForeignKeyTwin
from drifttools.diagnose.causes.half_run import HalfRun
from drifttools.diagnose.causes.leftovers import Leftovers
from drifttools.diagnose.causes.models_apart import ModelsApart
from drifttools.diagnose.causes.never_run import NeverRun
from drifttools.diagnose.causes.not_applied import NotApplied
from drifttools.diagnose.causes.not_validated import NotValidated
from drifttools.diagnose.causes.other_branch import OtherBranch
from drifttools.diagnose.causes.other_database import OtherDatabase
from drifttools.diagnose.causes.out_of_band import OutOfBand
from drifttools.diagnose.causes.out_of_order import OutOfOrder
from drifttools.diagnose.causes.policy_subject import PolicySubject
from drifttools.diagnose.causes.renamed_by_hand import RenamedByHand
from drifttools.diagnose.causes.rights_lost import RightsLost
from drifttools.diagnose.causes.rls_off import RlsOff
from drifttools.diagnose.causes.rls_without_policy import RlsWithoutPolicy
from drifttools.diagnose.causes.search_path import SearchPath
from drifttools.diagnose.causes.sequence_behind import SequenceBehind
from drifttools.diagnose.causes.skipped import Skipped
from drifttools.diagnose.causes.time_zone_lost import TimeZoneLost
from drifttools.diagnose.causes.trigger_disabled import TriggerDisabled
from drifttools.diagnose.causes.two_ledgers import TwoLedgers
from drifttools.diagnose.causes.type_degraded import TypeDegraded
from drifttools.diagnose.causes.upgrade import Upgrade
from drifttools.diagnose.causes.wrong_base import WrongBase
from drifttools.diagnose.causes.wrong_database import WrongDatabase
from drifttools.diagnose.causes.wrong_schema import WrongSchema

CAUSES: tuple[CauseRule, ...] = (
    WrongDatabase(),
    WrongBase(),
    TwoLedgers(),
    WrongSchema(),
    SearchPath(),
    ModelsApart(),
    Edited(),
    OutOfOrder(),
    HalfRun(),
    OtherBranch(),
    OtherDatabase(),
    Skipped(),
    NeverRun(),
    NotApplied(),
    ForeignKeyTwin(),
    RlsWithoutPolicy(),
    RlsOff(),
    PolicySubject(),
    FailedIndex(),
    NotValidated(),
    TriggerDisabled(),
    RenamedByHand(),
    TypeDegraded(),
    TimeZoneLost(),
    ExtensionApart(),
    EnumNames(),
    DuplicateEnum(),
    RightsLost(),
    SequenceBehind(),
    Upgrade(),
    Leftovers(),
    OutOfBand(),
    CodeApart(),
)
