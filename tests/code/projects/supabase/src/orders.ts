import { supabase } from './lib/client';

export async function orders() {
  await supabase
    .from('mechanics')
    .select('name, sessions(id, created_at), requests:session_requests(customer_name)')
    .order('created_at', { referencedTable: 'sessions', ascending: false })
    .order('plan_name', { referencedTable: 'sessions' })
    .or('customer_name.eq.x,customer_nickname.eq.y', { referencedTable: 'requests' });
  await supabase.from('sessions').select('plan, id.count(), price.sum()');
  await supabase.rpc('accept_request', { request_id: 'x' });
}
