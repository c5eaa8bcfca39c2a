alter domain a drop not null;
alter domain a add constraint must not null;
alter domain b add constraint "B must" not null;
