import knexFactory from 'knex';
import pgPromise from 'pg-promise';

const knex = knexFactory({ client: 'pg' });
const db = pgPromise()('postgres://');
const STATE = 'archived';

export async function totals(kysely, id) {
  await knex('posts as p').select('p.state', knex.raw('count(*) as n')).groupBy('state').orderBy('n', 'desc');
  await knex('posts').select('title as headline').orderBy('headline').orderBy('headlines');
  await knex('posts').count('id as n').orderBy('n');
  await kysely.with('recent', (qb) => qb.selectFrom('posts').select('id')).selectFrom('recent').select('id').execute();
  await db.oneOrNone('select title from posts where id = ${id} and state = $<state>', { id, state: 'draft' });
  await db.any('select $1:name, author from posts where id = $2::int', ['title', id]);
  await knex.raw`select id from posts where state = ${STATE} and title = ${'state'}`;
}
