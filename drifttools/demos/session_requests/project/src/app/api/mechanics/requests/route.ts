import { NextResponse } from 'next/server';
import { supabaseAdmin } from '@/lib/supabase';

/** The dashboard's list: every request that no mechanic has taken yet, the oldest first. */
export async function GET() {
  const { data, error } = await supabaseAdmin
    .from('session_requests')
    .select('id, created_at, session_type, customer_name, status')
    .in('status', ['pending', 'unattended'])
    .is('mechanic_id', null)
    .order('created_at');
  if (error) return NextResponse.json(error, { status: 500 });
  return NextResponse.json({ requests: data });
}
