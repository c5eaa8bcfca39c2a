import { createClient } from '@supabase/supabase-js';

/** The service's own client: its key makes PostgREST act as service_role. */
export const supabaseAdmin = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);
