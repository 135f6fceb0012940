-- The pack of article 15 holds all that is known of one citizen: for whoever looks after data protection, and for that request alone.
create function viewer_gives_subject_access() returns boolean language sql stable as $$
    select viewer_is_data_protection() and coalesce(current_setting('app.purpose', true) = 'MakeSubjectAccessPack', false)
$$;

-- Looks at one citizen for the rest of the transaction, where the relations allow it; false where they do not.
create or replace function look_at(citizen uuid) returns boolean language plpgsql volatile as $$
begin
    return set_config('app.citizen', case when (
            exists (select from citizen_relations r where r.citizen_id = citizen)
            or exists (select from break_glass_grants g where g.citizen_id = citizen and g.user_id = viewer_id() and g.until > viewer_now())
            or viewer_gives_subject_access()
            or viewer_is_data_protection() and exists (
                select from conflicts k where k.citizen_id = citizen and k.severity = 3 and k.state in ('open', 'acknowledged')))
        and citizen <> all (viewer_close_citizens())
        then citizen::text else '' end, true) <> '';
end;
$$;
alter policy by_relation on conflicts using (
    case when (select viewer_citizen()) is not null and (not (select viewer_is_data_protection()) or (select viewer_gives_subject_access()))
         then citizen_id = (select viewer_citizen())
         else exists (select from citizen_relations r where r.citizen_id = conflicts.citizen_id) end);
