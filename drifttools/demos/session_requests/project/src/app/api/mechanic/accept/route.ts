import { NextResponse } from 'next/server';
import { supabaseAdmin } from '@/lib/supabase';
import { mechanicOf } from '@/lib/mechanics';

/** A mechanic takes a request that is still open; who was first has it. */
export async function POST(request: Request) {
  const mechanic = await mechanicOf(request);
  if (!mechanic) return NextResponse.json({ error: 'Sign in first' }, { status: 401 });
  const { requestId } = await request.json();
  const { data, error } = await supabaseAdmin
    .from('session_requests')
    .update({ status: 'accepted', mechanic_id: mechanic.id, accepted_at: new Date().toISOString() })
    .eq('id', requestId)
    .in('status', ['pending', 'unattended'])
    .is('mechanic_id', null)
    .select('id, status')
    .single();
  if (error) return NextResponse.json(error, { status: 409 });
  return NextResponse.json({ request: data });
}
