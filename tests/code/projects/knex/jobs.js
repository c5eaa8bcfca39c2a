import knexFactory from 'knex';
import { Kysely } from 'kysely';

const knex = knexFactory({ client: 'pg' });

export const late = () =>
  knex('sessions as s')
    .join('profiles as p', 'p.id', 's.customer_id')
    .where({ 's.status': 'late' })
    .andWhere('p.role', 'admin')
    .select('s.id', 'p.full_name as name', 's.started_at');

export async function close(id) {
  try {
    await knex('sessions').where('id', id).whereIn('status', ['active', 'open']).update({ status: 'closed', closed_at: knex.fn.now() });
  } catch {}
  await knex.select('id', 'mail').from('users').where('status', '<>', 'active');
  await knex.raw('select nothing from sessions where id = ?', [id]);
}

export function titles(db) {
  return db
    .selectFrom('posts as p')
    .innerJoin('users as u', 'u.id', 'p.author')
    .select(['p.title', 'u.name as author'])
    .where('p.state', '=', 'archived')
    .execute();
}
