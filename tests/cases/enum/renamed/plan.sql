-- s01 rename enum public.memberrole to member_role
--     lock none; way back exact; hazards rename-unlocked
--     undo: alter type public.member_role rename to memberrole;
alter type public.memberrole rename to member_role;
