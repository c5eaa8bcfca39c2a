"""The kinds, in the order in which objects of them can be made."""

from __future__ import annotations

from collections.abc import Mapping

from drifttools.kinds.access_method import AccessMethod
from drifttools.kinds.aggregate import Aggregate
from drifttools.kinds.base import Kind
from drifttools.kinds.base_type import BaseType
from drifttools.kinds.cast import Cast
from drifttools.kinds.collation import Collation
from drifttools.kinds.column import Column
from drifttools.kinds.column_privilege import ColumnPrivilege
from drifttools.kinds.comment import Comment
from drifttools.kinds.composite import Composite
from drifttools.kinds.composite_attribute import CompositeAttribute
from drifttools.kinds.constraint import Constraint
from drifttools.kinds.conversion import Conversion
from drifttools.kinds.database import Database
from drifttools.kinds.database_setting import DatabaseSetting
from drifttools.kinds.default_privilege import DefaultPrivilege
from drifttools.kinds.domain import Domain
from drifttools.kinds.enum import Enum
from drifttools.kinds.event_trigger import EventTrigger
from drifttools.kinds.extension import Extension
from drifttools.kinds.extension_version import ExtensionVersion
from drifttools.kinds.foreign_data_wrapper import ForeignDataWrapper
from drifttools.kinds.foreign_server import ForeignServer
from drifttools.kinds.index import Index
from drifttools.kinds.language import Language
from drifttools.kinds.materialized_view import MaterializedView
from drifttools.kinds.object_privilege import ObjectPrivilege
from drifttools.kinds.operator import Operator
from drifttools.kinds.operator_class import OperatorClass
from drifttools.kinds.operator_family import OperatorFamily
from drifttools.kinds.operator_family_member import OperatorFamilyMember
from drifttools.kinds.owner import Owner
from drifttools.kinds.policy import Policy
from drifttools.kinds.privilege import Privilege
from drifttools.kinds.publication import Publication
from drifttools.kinds.range import Range
from drifttools.kinds.role_setting import RoleSetting
from drifttools.kinds.routine import Routine
from drifttools.kinds.rule import Rule
from drifttools.kinds.schema import Schema
from drifttools.kinds.sequence import Sequence
from drifttools.kinds.statistics import Statistics
from drifttools.kinds.subscription import Subscription
from drifttools.kinds.table import Table
from drifttools.kinds.text_search_configuration import TextSearchConfiguration
from drifttools.kinds.text_search_dictionary import TextSearchDictionary
from drifttools.kinds.text_search_parser import TextSearchParser
from drifttools.kinds.text_search_template import TextSearchTemplate
from drifttools.kinds.transform import Transform
from drifttools.kinds.trigger import Trigger
from drifttools.kinds.user_mapping import UserMapping
from drifttools.kinds.view import View

KINDS: tuple[type[Kind], ...] = (
    Schema,
    Extension,
    ExtensionVersion,
    Collation,
    TextSearchParser,
    TextSearchTemplate,
    TextSearchDictionary,
    TextSearchConfiguration,
    BaseType,
    Enum,
    Domain,
    Composite,
    CompositeAttribute,
    Range,
    Sequence,
    Routine,
    Conversion,
    AccessMethod,
    Language,
    Cast,
    Transform,
    Operator,
    OperatorFamily,
    OperatorFamilyMember,
    OperatorClass,
    Aggregate,
    ForeignDataWrapper,
    ForeignServer,
    UserMapping,
    Table,
    Column,
    Constraint,
    Index,
    Statistics,
    View,
    MaterializedView,
    Trigger,
    Rule,
    EventTrigger,
    Publication,
    Subscription,
    Policy,
    Comment,
    Owner,
    Privilege,
    ObjectPrivilege,
    ColumnPrivilege,
    DefaultPrivilege,
    Database,
    DatabaseSetting,
    RoleSetting,
)

BY_NAME: dict[str, type[Kind]] = {kind.kind: kind for kind in KINDS}

ORDER: Mapping[str, int] = {kind.kind: at for at, kind in enumerate(KINDS)}
"""The place of a kind among all."""
