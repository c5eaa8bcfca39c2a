import { createClient } from '@supabase/supabase-js';

const supabaseAdmin = createClient(process.env.URL!, process.env.KEY!);
const OPEN = ['pending', 'unattended'] as const;

export async function start(user: { id: string }, plan: string, table: string, body: Record<string, unknown>) {
  const { data: profile } = await supabaseAdmin
    .from('profiles')
    .select('id, full_name, phone, role')
    .eq('id', user.id)
    .maybeSingle();

  try {
    const { error } = await supabaseAdmin.from('session_requests').insert({
      customer_id: user.id,
      session_type: 'chat',
      plan_code: plan,
      status: 'pending',
      metadata: { urgent: true },
    });
    if (error) console.error(error);
  } catch (error) {
    console.error('[intake] could not create the request', error);
    // the flow goes on
  }

  await supabaseAdmin.from('session_requests').update({ status: 'unattended' }).eq('id', user.id);
  const { data } = await supabaseAdmin
    .from('session_requests')
    .select('id, state:status, created_at, mechanics(name, email), profiles!customer_id(full_name)')
    .in('status', OPEN)
    .order('created_at')
    .or('status.eq.accepted,status.eq.lost,mechanic_id.is.null');
  const { error: failed } = await supabaseAdmin.from('sessions').delete().eq('id', user.id);
  if (failed) throw failed;

  supabaseAdmin.from('sessions').insert({ status: 'active' });
  await supabaseAdmin.from('session_request').select('*');
  await supabaseAdmin.from('audit_log').insert({ note: 'x' }).throwOnError();
  await supabaseAdmin.schema('app').from('audit_log').select('note').throwOnError();
  await supabaseAdmin.rpc('accept_request', { request: user.id });
  await supabaseAdmin.rpc('accept_requests', { request: user.id });
  await supabaseAdmin.storage.from('avatars').upload('a', 'b');
  const inserted = await supabaseAdmin.from('sessions').insert({ ...body, status: body.status });
  if (inserted.error) throw inserted.error;
  await supabaseAdmin.from(table).select('anything');
  return { profile, data };
}
