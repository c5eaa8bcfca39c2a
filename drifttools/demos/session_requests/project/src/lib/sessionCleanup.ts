import { supabaseAdmin } from '@/lib/supabase';

/** Ends what nobody took within a day. */
export async function cancelForgottenRequests() {
  const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString();
  const { error } = await supabaseAdmin
    .from('session_requests')
    .update({ status: 'cancelled' })
    .in('status', ['pending', 'unattended'])
    .lt('created_at', yesterday);
  if (error) throw new Error(error.message);
}
