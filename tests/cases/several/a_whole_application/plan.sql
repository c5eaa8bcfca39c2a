-- s01 alter enum auth.role
--     lock none; commits on its own; way back none; hazards enum-add-value
alter type auth.role add value if not exists 'admin' before 'member';

-- s02 drop view public.published
--     lock ACCESS EXCLUSIVE on public.published; way back exact; hazards drop-view
--     undo: create view public.published as\n SELECT p.id,\n    p.title,\n    u.email\n   FROM (public.posts p\n     JOIN auth.users u ON ((u.id = p.author)))\n  WHERE p.published;
--     undo: alter view public.published owner to postgres;
drop view public.published;

-- s03 drop constraint public.posts.posts_author_fkey
--     lock ACCESS EXCLUSIVE on public.posts, auth.users; way back exact; hazards drop-foreign-key
--     undo: alter table public.posts add constraint posts_author_fkey foreign key (author) references auth.users (id);
alter table public.posts drop constraint posts_author_fkey;

-- s04 drop column public.comments.extra
--     lock ACCESS EXCLUSIVE on public.comments; data loss irreversible; way back none; hazards drop-column
--     undo: alter table public.comments add column extra text;
alter table public.comments drop column extra;

-- s05 create routine public.set_created()
--     lock none; way back exact; hazards create-object
--     undo: drop routine public.set_created();
CREATE OR REPLACE FUNCTION public.set_created()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin new.created_at := now(); return new; end $function$;

-- s06 alter table public.posts
--     lock ACCESS EXCLUSIVE on public.posts; way back exact; hazards row-security
--     undo: alter table public.posts disable row level security;
alter table public.posts enable row level security;

-- s07 alter column auth.users.created_at
--     lock ACCESS EXCLUSIVE on auth.users; scans; way back exact; hazards set-default, set-not-null
--     undo: alter table only auth.users alter column created_at drop default;
--     undo: alter table auth.users alter column created_at drop not null;
alter table only auth.users alter column created_at set default now();
alter table auth.users alter column created_at set not null;

-- s08 alter column auth.users.email
--     lock ACCESS EXCLUSIVE on auth.users; scans; way back exact; hazards alter-type-in-place, set-not-null
--     undo: alter table auth.users alter column email type character varying(100) using email::character varying(100);
--     undo: alter table auth.users alter column email drop not null;
alter table auth.users alter column email type text using email::text;
alter table auth.users alter column email set not null;

-- s09 alter column auth.users.id
--     lock ACCESS EXCLUSIVE on auth.users; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table auth.users alter column id type integer using id::integer;
alter table auth.users alter column id type bigint using id::bigint;

-- s10 alter column public.posts.author
--     lock ACCESS EXCLUSIVE on public.posts; rewrites; scans; way back needs backup; hazards alter-type-rewrite
--     undo: alter table public.posts alter column author type integer using author::integer;
alter table public.posts alter column author type bigint using author::bigint;

-- s11 alter column public.posts.published
--     lock ACCESS EXCLUSIVE on public.posts; scans; way back exact; hazards set-not-null
--     undo: alter table public.posts alter column published drop not null;
alter table public.posts alter column published set not null;

-- s12 alter column public.posts.title
--     lock ACCESS EXCLUSIVE on public.posts; way back exact; hazards alter-type-in-place
--     undo: alter table public.posts alter column title type character varying(100) using title::character varying(100);
alter table public.posts alter column title type character varying(200) using title::character varying(200);

-- s13 create constraint public.comments.comments_post_id_fkey
--     lock SHARE ROW EXCLUSIVE on public.comments, public.posts; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.comments drop constraint comments_post_id_fkey;
alter table public.comments add constraint comments_post_id_fkey foreign key (post_id) references public.posts (id);

-- s14 create constraint public.posts.posts_author_fkey
--     lock SHARE ROW EXCLUSIVE on public.posts, auth.users; scans; way back exact; hazards add-foreign-key
--     undo: alter table public.posts drop constraint posts_author_fkey;
alter table public.posts add constraint posts_author_fkey foreign key (author) references auth.users (id) on delete cascade;

-- s15 create constraint public.posts.posts_title_check
--     lock ACCESS EXCLUSIVE on public.posts; scans; way back exact; hazards add-check
--     undo: alter table public.posts drop constraint posts_title_check;
alter table public.posts add constraint posts_title_check check ((length((title)::text) > 0));

-- s16 create index public.posts.posts_author
--     lock SHARE on public.posts; scans; way back exact; hazards create-index
--     undo: drop index public.posts_author;
create index posts_author on public.posts using btree (author);

-- s17 create index public.posts.posts_published
--     lock SHARE on public.posts; scans; way back exact; hazards create-index
--     undo: drop index public.posts_published;
create index posts_published on public.posts using btree (id) where published;

-- s18 create view public.published
--     lock ACCESS EXCLUSIVE on public.published; way back exact; hazards create-object, set-owner, grant
--     undo: drop view public.published;
create view public.published as
 SELECT p.id,
    p.title,
    u.email
   FROM (public.posts p
     JOIN auth.users u ON ((u.id = p.author)))
  WHERE p.published;
alter view public.published owner to postgres;
grant SELECT on public.published to app_reader;

-- s19 create materialized view public.counts
--     lock none; scans; way back exact; hazards create-materialized-view
--     undo: drop materialized view public.counts;
create materialized view public.counts as
 SELECT post_id,
    count(*) AS n
   FROM public.comments
  GROUP BY post_id
with data;

-- s20 create index public.counts.counts_post
--     lock SHARE on public.counts; scans; way back exact; hazards create-index
--     undo: drop index public.counts_post;
create unique index counts_post on public.counts using btree (post_id);

-- s21 create trigger auth.users.set_created
--     lock SHARE ROW EXCLUSIVE on auth.users; way back exact; hazards create-trigger
--     undo: drop trigger set_created on auth.users;
CREATE TRIGGER set_created BEFORE INSERT ON auth.users FOR EACH ROW EXECUTE FUNCTION public.set_created();

-- s22 create policy public.posts.readers
--     lock ACCESS EXCLUSIVE on public.posts; way back exact; hazards policy
--     undo: drop policy readers on public.posts;
create policy readers on public.posts as permissive for select to app_reader using (published);

-- s23 set owner public.counts.materialized view
--     lock ACCESS EXCLUSIVE on public.counts; way back exact; hazards set-owner
--     undo: alter materialized view public.counts owner to current_user;
alter materialized view public.counts owner to postgres;

-- s24 set owner public.set_created().routine
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter routine public.set_created() owner to current_user;
alter routine public.set_created() owner to postgres;

-- s25 create privilege public.counts.app_reader
--     lock ACCESS SHARE; way back exact; hazards grant
--     undo: revoke SELECT on public.counts from app_reader;
grant SELECT on public.counts to app_reader;
