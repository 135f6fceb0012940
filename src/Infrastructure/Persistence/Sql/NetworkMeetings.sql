-- Network meetings. Until the citizen has said what they think of the minutes, what stands in them changes; from then on nothing does, and
-- what is put right stands beside them with who and when.
alter table network_meetings
    add constraint network_meeting_ended_whole check (state not in ('ended', 'frozen') or summary is not null and citizen_part is not null),
    add constraint network_meeting_frozen_whole check ((state = 'frozen') = (frozen_at is not null) and (frozen_at is null) = (frozen_by is null)
        and (frozen_at is null) = (approved_how is null) and (frozen_at is null) = (held_title is null) and (frozen_at is null) = (held_from is null)
        and (held_from is null) = (held_to is null)),
    add constraint network_meeting_disagreement_is_told check (approved_how <> 'disagrees' or approval_note is not null);
alter table meeting_invitees add constraint meeting_invitee_is_somebody check ((kind = 'citizen') = (item_id is null) and (item_id is null) = (source is null));
create unique index meeting_invitees_once on meeting_invitees (meeting_id, source, item_id) nulls not distinct;
alter table meeting_points
    add constraint meeting_point_is_about_something check (case kind when 'conflict' then conflict_id is not null and text is null and item_id is null
        when 'goal' then item_id is not null and source is not null and text is null and conflict_id is null
        else length(btrim(text)) > 0 and item_id is null and conflict_id is null end);

create function keep_minutes() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or (new.id, new.citizen_id, new.area, new.seen_by, new.called_by, new.called_at)
        is distinct from (old.id, old.citizen_id, old.area, old.seen_by, old.called_by, old.called_at)
        or old.state in ('frozen', 'cancelled') and to_jsonb(new) - 'revision' <> to_jsonb(old) - 'revision' then
        raise exception 'A meeting that is over is kept as it was.' using errcode = 'restrict_violation';
    end if;
    return new;
end;
$$;
-- The parts go with the meeting; what was agreed is added to, and what is put right comes after.
create function keep_minutes_part() returns trigger language plpgsql as $$
declare
    meeting text := (select state from network_meetings m where m.id = coalesce(new.meeting_id, old.meeting_id));
begin
    if meeting = 'cancelled' or (meeting = 'frozen') <> (tg_table_name = 'meeting_additions')
        or tg_op <> 'INSERT' and tg_table_name in ('meeting_agreements', 'meeting_additions') then
        raise exception 'A meeting that is over is kept as it was.' using errcode = 'restrict_violation';
    end if;
    return coalesce(new, old);
end;
$$;
create trigger network_meetings_stay before update or delete on network_meetings for each row execute function keep_minutes();
create trigger network_meetings_are_not_emptied before truncate on network_meetings for each statement execute function refuse_change();

grant select, insert, update on network_meetings to sammenhaeng_web;
grant select, insert, update on meeting_invitees to sammenhaeng_web;
grant select, insert, update, delete on meeting_points to sammenhaeng_web;
grant select, insert on meeting_agreements, meeting_additions to sammenhaeng_web;
alter table network_meetings enable row level security, force row level security;
create policy system on network_meetings to sammenhaeng_job using (true) with check (true);
-- Those whose it is and those who are invited, of a citizen they work with; and whoever coordinates.
create policy invited on network_meetings to sammenhaeng_web using (
    (seen_by && (select viewer_keys())::text[] or (select viewer_gives_subject_access())
        or exists (select from citizen_relations r where r.citizen_id = network_meetings.citizen_id and r.user_id = (select viewer_id())))
    and case when (select viewer_citizen()) is not null then citizen_id = (select viewer_citizen())
             else exists (select from citizen_relations r where r.citizen_id = network_meetings.citizen_id) end);
do $$
declare
    of text;
begin
    foreach of in array array['meeting_invitees', 'meeting_points', 'meeting_agreements', 'meeting_additions']
    loop
        execute format('create trigger %1$s_stay before insert or update or delete on %1$I for each row execute function keep_minutes_part()', of);
        execute format('create trigger %1$s_are_not_emptied before truncate on %1$I for each statement execute function refuse_change()', of);
        execute format('alter table %I enable row level security, force row level security', of);
        execute format('create policy system on %I to sammenhaeng_job using (true) with check (true)', of);
        execute format('create policy invited on %I to sammenhaeng_web using (exists (select from network_meetings m where m.id = meeting_id))', of);
    end loop;
end;
$$;
