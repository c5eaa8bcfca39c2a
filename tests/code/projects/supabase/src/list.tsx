import type { SupabaseClient } from '@supabase/supabase-js';

export async function list(supabase: SupabaseClient, mine: boolean) {
  let query = supabase.from('open_requests').select('id, customer, customer_name');
  if (mine) {
    query = query.eq('status', 'waiting');
  }
  const { data } = await query.filter('status', 'in', '(pending,lost)').not('customer', 'is', null);
  return <ul>{(data ?? []).map((row) => <li key={row.id}>{row.customer}</li>)}</ul>;
}

export async function close(supabase: SupabaseClient, id: string) {
  const { error } = await supabase.from('sessions').update({ status: 'closed' }).eq('id', id);
  if (error) {
    console.error('could not close', error.message);
  }
  const { error: late } = await supabase.from('sessions').delete().eq('id', id);
  if (late) {
    console.error(late);
    return false;
  }
  return true;
}

export const count = async (supabase: SupabaseClient) =>
  (await supabase.from('request_counts').select('status, number, total').eq('status', 'pending')).data;
