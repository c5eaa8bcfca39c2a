import { NextResponse } from 'next/server';
import { supabaseAdmin } from '@/lib/supabase';

/** The intake form was sent: a session is made, and a request by which mechanics hear of it. */
export async function POST(request: Request) {
  const { userId, name, email, concern, plan, urgent } = await request.json();
  const { data: intake, error: refused } = await supabaseAdmin
    .from('intakes')
    .insert({ name, email, concern, urgent })
    .select('id')
    .single();
  if (refused) return NextResponse.json(refused, { status: 500 });
  const { data: session, error: failed } = await supabaseAdmin
    .from('sessions')
    .insert({ type: 'chat', status: 'pending', plan, customer_user_id: userId, intake_id: intake.id })
    .select('id')
    .single();
  if (failed) return NextResponse.json(failed, { status: 500 });

  try {
    await supabaseAdmin
      .from('session_requests')
      .insert({
        customer_id: userId,
        session_type: 'chat',
        plan_code: plan,
        status: 'pending',
        customer_name: name,
        customer_email: email,
        metadata: { session_id: session.id, intake_id: intake.id, urgent },
      })
      .throwOnError();
  } catch (error) {
    console.error('[intake] the request was not made', error);
  }
  return NextResponse.json({ session: session.id, next: `/chat/${session.id}` });
}
