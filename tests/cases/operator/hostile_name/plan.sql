-- s01 create operator Op "s x.@#%<>?!|("Op ""s x"."Ty,pe (x)", "Op ""s x"."Ty,pe (x)")
--     lock none; way back exact; hazards create-object
--     undo: drop operator "Op ""s x".@#%<>?!|("Op ""s x"."Ty,pe (x)", "Op ""s x"."Ty,pe (x)");
--     undo: drop operator "Op ""s x".~<>?!|("Op ""s x"."Ty,pe (x)", "Op ""s x"."Ty,pe (x)");
create operator "Op ""s x".@#%<>?!| (function = "Op ""s x"."F n", leftarg = "Op ""s x"."Ty,pe (x)", rightarg = "Op ""s x"."Ty,pe (x)", commutator = operator("Op ""s x".@#%<>?!|), negator = operator("Op ""s x".~<>?!|));

-- s02 create comment Op "s x.@#%<>?!|("Op ""s x"."Ty,pe (x)", "Op ""s x"."Ty,pe (x)").operator
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on operator "Op ""s x".@#%<>?!|("Op ""s x"."Ty,pe (x)", "Op ""s x"."Ty,pe (x)") is null;
comment on operator "Op ""s x".@#%<>?!|("Op ""s x"."Ty,pe (x)", "Op ""s x"."Ty,pe (x)") is 'it''s';

-- s03 set owner Op "s x.@#%<>?!|("Op ""s x"."Ty,pe (x)", "Op ""s x"."Ty,pe (x)").operator
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator "Op ""s x".@#%<>?!|("Op ""s x"."Ty,pe (x)", "Op ""s x"."Ty,pe (x)") owner to current_user;
alter operator "Op ""s x".@#%<>?!|("Op ""s x"."Ty,pe (x)", "Op ""s x"."Ty,pe (x)") owner to postgres;
