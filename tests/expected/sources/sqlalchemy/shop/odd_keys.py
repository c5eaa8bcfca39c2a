from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, UniqueConstraint

metadata = MetaData()
box = Table("box", metadata, Column("id", Integer, primary_key=True), Column("code", Integer, unique=True))
crate = Table(
    "crate",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("size", Integer),
    Column("box_id", ForeignKey("box.id"), index=True),
    UniqueConstraint("size", name="crate_sizes"),
    Index("ix_crate_box_id", "box_id"),
)
# not unique there: PostgreSQL takes no such key, and a history never made it
lid = Table("lid", metadata, Column("id", Integer, primary_key=True), Column("size", ForeignKey("crate.size"), unique=True))
plain = Table("plain", metadata, Column("id", Integer, primary_key=True), Column("n", Integer))
label = Table("label", metadata, Column("id", Integer, primary_key=True), Column("n", ForeignKey("plain.n")))
