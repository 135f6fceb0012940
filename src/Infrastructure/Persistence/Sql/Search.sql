-- Search: citizens by names that somebody has heard and not read, and by what stands in their plans. Both begin with what is asked for and end
-- with those whom the viewer works with, in one function each: a policy is asked before an index over words could be, and so of every row.
-- They read who is asking from the transaction, as the policies do, and open nothing without it.

-- A word of a name as it is heard: Sørensen, Soerensen and Sorensen; Christian and Kristian; Mathiesen and Matthisen; Sofie and Sophie.
create function search_sound(word text) returns text language sql immutable parallel safe strict as $$
    select regexp_replace(translate(
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
            word, 'ie', 'i'), 'oe', 'o'), 'ae', 'e'), 'aa', 'a'), 'ph', 'f'), 'th', 't'), 'ch', 'k'), 'ck', 'k'), 'ce', 'se'), 'ci', 'si'),
            'hj', 'j'), 'hv', 'v'), 'dt', 't'), 'ld', 'l'), 'nd', 'n'), 'gh', 'g'), 'kh', 'k'), 'x', 'ks'),
        'cqwzyj', 'kkvsii'), '(.)\1+', '\1', 'g')
$$;

-- All sounds that one letter added, left out, changed or two changed about make of a sound.
create function sounds_near(sound text) returns text[] language sql immutable parallel safe strict as $$
    with letters as (select unnest(string_to_array('abdefghiklmnoprstuv', null)) as letter),
    cuts as (select left(sound, n) as before, substr(sound, n + 1) as after from generate_series(0, length(sound)) n)
    select array_agg(distinct near) from (
        select before || substr(after, 2) as near from cuts where after <> ''
        union all select before || substr(after, 2, 1) || left(after, 1) || substr(after, 3) from cuts where length(after) > 1
        union all select before || letter || substr(after, 2) from cuts, letters where after <> ''
        union all select before || letter || after from cuts, letters
        union all select sound) all_of_them
    where near <> ''
$$;

alter table citizen_words add column sound text collate "C";
update citizen_words set sound = search_sound(word);
alter table citizen_words alter column sound set not null;
create index citizen_words_by_sound on citizen_words (sound, citizen_id);

create or replace function keep_citizen_words() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_level = 'STATEMENT' then
        insert into citizen_words (citizen_id, word, words, sound)
        select n.id, word, words, search_sound(word) from new_rows n, search_words(n.given_name || ' ' || n.family_name) as words, unnest(words) as word;
    else
        delete from citizen_words where citizen_id = new.id;
        insert into citizen_words (citizen_id, word, words, sound)
        select new.id, word, words, search_sound(word) from search_words(new.given_name || ' ' || new.family_name) as words, unnest(words) as word;
    end if;
    return null;
end;
$$;

-- Citizens of the viewer's (StaffCitizens.WorksWith) by every word of a name, the rarest word first. A word begins a part of the name, by its letters or by its sound;
-- of near ones it also sounds like a part with one letter wrong, or is a part written in two, or two written in one.
-- How near: 1 by the letters, 2 by the sound, 3 nearly; no farther than asked for. Where 3 is asked for, 2 is told as 3.
create function find_citizens(asked text, born date, most integer, skip integer, farthest integer)
returns table (citizen_id uuid, how integer) language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
    me uuid := viewer_id();
    own text[] := viewer_areas();
    day date := viewer_day();
    close uuid[] := viewer_close_citizens();
    words text[] := search_words(asked);
    one text;
    next_ids uuid[];
    next_exact uuid[];
    ids uuid[];
    exact uuid[];
    parts text[];
begin
    if cardinality(words) = 0 or me is null or own is null then
        return;
    end if;
    for one in
        select word from unnest(words) word
        order by (select count(*) from (select from citizen_words w where w.sound >= search_sound(word) and w.sound < search_sound(word) || chr(1114111) limit 500) few),
                 length(word) desc, word
    loop
        select array_agg(distinct m.id), array_agg(distinct m.id) filter (where m.exact) into next_ids, next_exact from (
            select w.citizen_id as id, true as exact from citizen_words w where w.word >= one and w.word < one || chr(1114111)
            union all
            select w.citizen_id, false from citizen_words w where farthest > 1 and w.sound >= search_sound(one) and w.sound < search_sound(one) || chr(1114111)
            union all
            select w.citizen_id, false from citizen_words w where farthest > 2 and length(one) > 3 and w.sound = any (sounds_near(search_sound(one)))
            union all
            select w.citizen_id, false from citizen_words w
            where farthest > 2 and length(one) > 5 and w.word = any (array(select left(one, n) from generate_series(2, length(one) - 2) n))
              and substr(one, length(w.word) + 1) = any (w.words)) m
        where ids is null or m.id = any (ids);
        exact := case when ids is null then next_exact else array(select unnest(next_exact) intersect select unnest(exact)) end;
        ids := next_ids;
        exit when ids is null;
    end loop;
    if farthest > 2 and ids is null then
        parts := array(select word from regexp_split_to_table(asked, '[\s–-]+') with ordinality as part (text, n), unnest(search_words(part.text)) word order by n);
        select array_agg(distinct w.citizen_id) into ids
        from generate_series(1, cardinality(parts) - 1) n
        join citizen_words w on w.word >= parts[n] || parts[n + 1] and w.word < parts[n] || parts[n + 1] || chr(1114111)
        where not exists (
            select from unnest(parts[:n - 1] || parts[n + 2:]) other where not exists (select from unnest(w.words) word where starts_with(word, other)));
    end if;
    return query
        select z.id, case when z.id = any (exact) then 1 when farthest > 2 then 3 else 2 end as how from citizens z
        where z.id = any (ids) and (born is null or z.birth_date = born) and z.id <> all (close)
          and (exists (select from citizen_relations r where r.citizen_id = z.id and r.area = any (own))
               or exists (select from coordinator_assignments a where a.citizen_id = z.id and a.user_id = me and a.state = 'active'
                          and a.period_from <= day and (a.period_to is null or a.period_to >= day)))
        order by 2, z.family_name, z.given_name, z.id
        limit most offset skip;
end;
$$;

-- The words of a text, without a pattern, for this is made of every title and goal that is taken in. A word of more than 60 letters is none.
create function text_words(text text) returns text[] language sql immutable parallel safe strict as $$
    select array(select distinct word from unnest(string_to_array(
        translate(replace(replace(replace(replace(replace(replace(lower(text), 'æ', 'ae'), 'ø', 'oe'), 'å', 'aa'), 'Æ', 'ae'), 'Ø', 'oe'), 'Å', 'aa'),
            'áàâãéèêëíìîïóòôõúùûüýçñäöÉÈÊÄÖÜ.,;:!?()[]{}<>/\|"''’`´«»“”„*+=&%#@_~–—-' || chr(9) || chr(10) || chr(13) || chr(160),
            'aaaaeeeeiiiioooouuuuycnaoeeeaou' || repeat(' ', 60)), ' ')) word
        where length(word) between 1 and 60)
$$;
-- With the area as a word that nobody can ask for.
create function text_vector(text text, area text) returns tsvector language sql immutable parallel safe strict as $$
    select array_to_tsvector(text_words(text) || ('~' || area))
$$;
create index plans_by_words on plans using gin (text_vector(title || ' ' || coalesce(case_number, ''), area)) where ended_at is null;
create index goals_by_words on goals using gin (text_vector(text, area)) where ended_at is null;

create function has_words(text text, asked text) returns boolean language sql immutable parallel safe as $$
    select not exists (select from unnest(text_words(asked)) one where not exists (select from unnest(text_words(text)) word where starts_with(word, one)))
$$;

-- Names of places where somebody protected of the citizen is: in no text that is shown (ProtectedPlaces of the mask).
create function protected_names(citizen uuid) returns text[] language sql stable as $$
    select array(
        select p.name from places p where p.code in (
            select r.place from residences r where r.citizen_id = citizen and r.ended_at is null and (
                exists (select from citizens z where z.id = citizen and z.protection <> 'none')
                -- One source may know of the protection and another of the home.
                or exists (select from network_members m join network_members o on o.citizen_id = m.citizen_id and (o.source = m.source and o.id = m.id or o.cpr_index = m.cpr_index)
                           where m.citizen_id = citizen and m.source = r.source and m.id = r.party_id and o.protection <> 'none' and o.ended_at is null))
            union
            select z.home_place from citizens z where z.id = citizen and z.protection <> 'none'
            union
            select a.place from appointments a join citizens z on z.id = a.citizen_id
            where a.citizen_id = citizen and z.protection <> 'none' and a.ended_at is null))
$$;

-- Plans, by title or case number, and goals that have every word, each the beginning of one: of own areas, and what is shared with them on a
-- ground that opens it on the viewer's day (CourseMask.Opens); of citizens of the viewer's alone. Hidden are the names that may not stand in the text.
create function find_in_plans(asked text, most integer)
returns table (citizen_id uuid, source text, kind text, id text, plan_id text, area text, text text, case_number text, hidden text[])
language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
declare
    me uuid := viewer_id();
    own text[] := viewer_areas();
    day date := viewer_day();
    close uuid[] := viewer_close_citizens();
    words text[] := text_words(asked);
    wanted tsquery := (select string_agg(quote_literal(word) || ':*', ' & ') from unnest(words) word)::tsquery;
    of_own tsquery := (select string_agg(quote_literal('~' || one), ' | ') from unnest(own) one)::tsquery;
    -- Of others' so many are looked at: each asks for what it is shared by.
    others constant integer := 1000;
begin
    if me is null or of_own is null or wanted is null or (select sum(length(word)) < 3 from unnest(words) word) then
        return;
    end if;
    return query
        with shared as (
            select p.citizen_id, p.source, p.kind, p.id, p.plan_id, p.area, p.text, p.case_number from (
                (select p.citizen_id, p.source, 'plan' as kind, p.id, p.id as plan_id, p.area, p.title as text, p.case_number, p.area as plan_area from plans p
                 where p.ended_at is null and text_vector(p.title || ' ' || coalesce(p.case_number, ''), p.area) @@ (wanted && !!of_own) limit others)
                union all
                (select g.citizen_id, g.source, 'goals', g.id, g.plan_id, g.area, g.text, null, p.area from (
                     select * from goals g where g.ended_at is null and text_vector(g.text, g.area) @@ (wanted && !!of_own) limit others) g
                 join plans p on p.citizen_id = g.citizen_id and p.source = g.source and p.id = g.plan_id and p.ended_at is null)) p
            where p.citizen_id <> all (close)
              and (exists (select from citizen_relations r where r.citizen_id = p.citizen_id and r.area = any (own))
                   or exists (select from coordinator_assignments a where a.citizen_id = p.citizen_id and a.user_id = me and a.state = 'active'
                              and a.period_from <= day and (a.period_to is null or a.period_to >= day)))
              and (p.plan_area = any (own) or exists (
                select from all_shares s
                where s.citizen_id = p.citizen_id and s.source = p.source and s.plan_id = p.plan_id and s.area = any (own) and (s.until is null or s.until >= day)
                  and (s.ground <> 'consent' or exists (
                      select from all_consents c
                      where c.citizen_id = p.citizen_id and p.plan_area = any (c.from_areas) and s.area = any (c.to_areas) and p.kind = any (c.categories)
                        and c.given_at <= day and (c.revoked_at is null or c.revoked_at > day) and (c.valid_to is null or c.valid_to >= day)
                        -- What others gave for a child ends when it has grown up.
                        and (c.given_by = 'citizen' or exists (
                            select from citizens z where z.id = p.citizen_id and (day < birthday(z.birth_date, 18) or c.given_at >= birthday(z.birth_date, 18))))))))
            limit most)
        select f.citizen_id, f.source, f.kind, f.id, f.plan_id, f.area, f.text, f.case_number, protected_names(f.citizen_id) from (
            (select p.citizen_id, p.source, 'plan' as kind, p.id, p.id as plan_id, p.area, p.title as text, p.case_number from plans p
             where p.ended_at is null and text_vector(p.title || ' ' || coalesce(p.case_number, ''), p.area) @@ (wanted && of_own) and p.citizen_id <> all (close)
             limit most)
            union all
            (select g.citizen_id, g.source, 'goals', g.id, g.plan_id, g.area, g.text, null from goals g
             where g.ended_at is null and text_vector(g.text, g.area) @@ (wanted && of_own) and g.citizen_id <> all (close)
               and exists (select from citizen_relations r where r.citizen_id = g.citizen_id and r.area = any (own))
             limit most)
            union all
            select * from shared) f
        limit most;
end;
$$;

grant create on schema public to sammenhaeng_job;
alter function find_citizens(text, date, integer, integer, integer) owner to sammenhaeng_job;
alter function find_in_plans(text, integer) owner to sammenhaeng_job;
revoke create on schema public from sammenhaeng_job;
revoke execute on function find_citizens(text, date, integer, integer, integer), find_in_plans(text, integer) from public;
grant execute on function find_citizens(text, date, integer, integer, integer), find_in_plans(text, integer) to sammenhaeng_web, sammenhaeng_job;
