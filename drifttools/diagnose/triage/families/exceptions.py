"""The SQLSTATE that the class of an exception stands for: psycopg, asyncpg and Ruby name them alike."""

from __future__ import annotations

from collections.abc import Mapping

STATE_OF: Mapping[str, str] = {
    "AdminShutdown": "57P01",
    "AmbiguousFunction": "42725",
    "CannotCoerce": "42846",
    "CannotConnectNow": "57P03",
    "DatatypeMismatch": "42804",
    "DatetimeFieldOverflow": "22008",
    "DependentObjectsStillExist": "2BP01",
    "DuplicateColumn": "42701",
    "DuplicateDatabase": "42P04",
    "DuplicateFunction": "42723",
    "DuplicateObject": "42710",
    "DuplicatePreparedStatement": "42P05",
    "DuplicateRelation": "42P07",
    "DuplicateSchema": "42P06",
    "DuplicateTable": "42P07",
    "FeatureNotSupported": "0A000",
    "ForeignKeyViolation": "23503",
    "InsufficientPrivilege": "42501",
    "InvalidAuthorizationSpecification": "28000",
    "InvalidDatetimeFormat": "22007",
    "InvalidPassword": "28P01",
    "InvalidSQLStatementName": "26000",
    "InvalidSqlStatementName": "26000",
    "InvalidTextRepresentation": "22P02",
    "NumericValueOutOfRange": "22003",
    "ObjectNotInPrerequisiteState": "55000",
    "RestrictViolation": "23001",
    "SequenceGeneratorLimitExceeded": "2200H",
    "TooManyConnections": "53300",
    "UndefinedFunction": "42883",
    "UndefinedObject": "42704",
    "WrongObjectType": "42809",
}
