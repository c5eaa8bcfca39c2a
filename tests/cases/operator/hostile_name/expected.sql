create operator "Op ""s x".@#%<>?!| (function = "Op ""s x"."F n", leftarg = "Op ""s x"."Ty,pe (x)",
    rightarg = "Op ""s x"."Ty,pe (x)", commutator = operator("Op ""s x".@#%<>?!|),
    negator = operator("Op ""s x".~<>?!|));
comment on operator "Op ""s x".@#%<>?!|("Op ""s x"."Ty,pe (x)", "Op ""s x"."Ty,pe (x)") is 'it''s';
