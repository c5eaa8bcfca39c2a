const { Pool } = require('pg');
const pool = new Pool();

async function close(id, column) {
  await pool.query('UPDATE sessions SET status = $1, closed_at = now() WHERE id = $2', ['closed', id]);
  await pool.query(`select s.id, r.statuss
    from sessions s
    join session_requests r on r.customer_id = s.customer_user_id
    where s.status in ('active', 'done') and r.status = any('{pending,gone}')`);
  await pool.query(`select ${column} from sessions where status = 'lost'`);
  await pool.query({ text: "insert into session_requests (customer_id, status) values ($1, 'new')", values: [id] }).catch(() => {});
  await pool.query(build(id));
  return [1, 2].find((n) => n > id) || Array.from('sessions');
}

module.exports = { close };
