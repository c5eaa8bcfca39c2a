import { createHash } from 'node:crypto';
import { supabaseAdmin } from '@/lib/supabase';

/** Who sent a request: mechanics have logins of their own, and no token of Supabase Auth. */
export async function mechanicOf(request: Request) {
  const token = /mechanic_token=([^;]+)/.exec(request.headers.get('cookie') ?? '')?.[1];
  if (!token) return null;
  const { data } = await supabaseAdmin
    .from('mechanic_logins')
    .select('mechanics (id, name)')
    .eq('token_hash', createHash('sha256').update(token).digest('hex'))
    .gt('expires_at', new Date().toISOString())
    .maybeSingle();
  return (data?.mechanics as unknown as { id: string; name: string }) ?? null;
}
