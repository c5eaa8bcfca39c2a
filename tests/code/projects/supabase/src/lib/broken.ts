export const a = {;
const supabase = createClient('a', 'b');
export const rows = supabase.from('session_requests').select('metadata');
