-- Search that costs what it finds: it begins with the rarest word, and asks whom the viewer works with before it asks for the other words.

-- Citizens of the viewer's (StaffCitizens.WorksWith) by every word of a name. A word begins a part of the name, by its letters or by its sound;
-- of near ones it also sounds like a part with one letter wrong, or is a part written in two, or two written in one.
-- How near: 1 by the letters, 2 by the sound, 3 nearly; no farther than asked for. Where 3 is asked for, 2 is told as 3.
-- Planned anew each time, for how many have a word decides which way is short.
create or replace function find_citizens(asked text, born date, most integer, skip integer, farthest integer)
returns table (citizen_id uuid, how integer) language plpgsql stable security definer rows 50
set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
    me uuid := viewer_id();
    own text[] := viewer_areas();
    day date := viewer_day();
    close uuid[] := viewer_close_citizens();
    words text[] := search_words(asked);
    last constant text := chr(1114111);
    parts text[];
    rarest text;
    heard text;
    in_one uuid[];
begin
    if cardinality(words) = 0 or me is null or own is null then
        return;
    end if;
    if cardinality(words) = 1 then
        rarest := words[1];
    else
        with asked_words as materialized (select word, word || last as past, search_sound(word) as sound, search_sound(word) || last as past_sound from unnest(words) word)
        select a.word into rarest
        from asked_words a, lateral (
            select count(*) as n from (select from citizen_words w where farthest > 1 and w.sound >= a.sound and w.sound < a.past_sound limit 10000) s) heard_by,
            lateral (select count(*) as n from (select from citizen_words w where farthest = 1 and w.word >= a.word and w.word < a.past limit 10000) s) written_by
        order by heard_by.n + written_by.n, length(a.word) desc, a.word limit 1;
    end if;
    heard := search_sound(rarest);
    return query
        with others as materialized (
            select word, word || last as past, search_sound(word) as sound,
                   case when farthest > 2 and length(word) > 3 then sounds_near(search_sound(word)) end as near
            from unnest(words) word where word <> rarest),
        mine as (
            select m.id, bool_or(m.exact) as exact from (
                select w.citizen_id as id, true as exact from citizen_words w where w.word >= rarest and w.word < rarest || last
                union all
                select w.citizen_id, false from citizen_words w where farthest > 1 and w.sound >= heard and w.sound < heard || last
                union all
                select w.citizen_id, false from citizen_words w where farthest > 2 and length(rarest) > 3 and w.sound = any (sounds_near(heard))
                union all
                select w.citizen_id, false from citizen_words w
                where farthest > 2 and length(rarest) > 5 and w.word = any (array(select left(rarest, n) from generate_series(2, length(rarest) - 2) n))
                  and substr(rarest, length(w.word) + 1) = any (w.words)
                -- Put together before it is asked whom the viewer works with, or each part would gather the area's citizens.
                offset 0) m
            where m.id <> all (close)
              and (exists (select from citizen_relations r where r.citizen_id = m.id and r.area = any (own))
                   or exists (select from coordinator_assignments a where a.citizen_id = m.id and a.user_id = me and a.state = 'active'
                              and a.period_from <= day and (a.period_to is null or a.period_to >= day)))
            group by m.id),
        with_all as (
            select m.id, m.exact and not exists (
                    select from others o where not exists (select from citizen_words w where w.citizen_id = m.id and w.word >= o.word and w.word < o.past)) as exact
            from mine m
            where not exists (
                select from others o where not exists (
                    select from citizen_words w where w.citizen_id = m.id and (
                        starts_with(w.word, o.word)
                        or farthest > 1 and starts_with(w.sound, o.sound)
                        or farthest > 2 and w.sound = any (o.near)
                        or farthest > 2 and length(o.word) > 5 and length(w.word) between 2 and length(o.word) - 2
                           and starts_with(o.word, w.word) and substr(o.word, length(w.word) + 1) = any (w.words)))))
        select z.id, case when a.exact then 1 when farthest > 2 then 3 else 2 end as how
        from with_all a join citizens z on z.id = a.id
        where born is null or z.birth_date = born
        order by 2, z.family_name, z.given_name, z.id
        limit most offset skip;
    if found or farthest < 3 then
        return;
    end if;

    -- Two words in one part of the name.
    parts := array(select word from regexp_split_to_table(asked, '[\s–-]+') with ordinality as part (text, n), unnest(search_words(part.text)) word order by n);
    in_one := array(
        select distinct w.citizen_id from generate_series(1, cardinality(parts) - 1) n
        join citizen_words w on w.word >= parts[n] || parts[n + 1] and w.word < parts[n] || parts[n + 1] || last
        where not exists (
            select from unnest(parts[:n - 1] || parts[n + 2:]) other where not exists (select from unnest(w.words) word where starts_with(word, other))));
    if cardinality(in_one) = 0 then
        return;
    end if;
    return query
        select z.id, 3 from citizens z
        where z.id = any (in_one) and (born is null or z.birth_date = born) and z.id <> all (close)
          and (exists (select from citizen_relations r where r.citizen_id = z.id and r.area = any (own))
               or exists (select from coordinator_assignments a where a.citizen_id = z.id and a.user_id = me and a.state = 'active'
                          and a.period_from <= day and (a.period_to is null or a.period_to >= day)))
        order by z.family_name, z.given_name, z.id
        limit most offset skip;
end;
$$;
-- Few rows come of it: whoever joins it should ask for them one by one, and not read all citizens.
alter function find_in_plans(text, integer) rows 50 set plan_cache_mode = force_custom_plan;

-- The words of a text are taken by the database's own parser, which is an eighth of what taking it apart in SQL costs: this is made of every
-- title and goal that is taken in. Everything but letters and digits is made blank first, so that the parser sees words alone and no addresses.
drop index plans_by_words, goals_by_words;
create function text_fold(text text) returns text language sql immutable parallel safe strict as $$
    select translate(replace(replace(replace(replace(replace(replace(lower(text), 'æ', 'ae'), 'ø', 'oe'), 'å', 'aa'), 'Æ', 'ae'), 'Ø', 'oe'), 'Å', 'aa'),
        'áàâãéèêëíìîïóòôõúùûüýçñäöÉÈÊÄÖÜ.,;:!?()[]{}<>/\|"''’`´«»“”„*+=&%#@_~–—-' || chr(9) || chr(10) || chr(13) || chr(160),
        'aaaaeeeeiiiioooouuuuycnaoeeeaou' || repeat(' ', 60))
$$;
create or replace function text_words(text text) returns text[] language sql immutable parallel safe strict as $$
    select tsvector_to_array(to_tsvector('pg_catalog.simple'::regconfig, text_fold(text)))
$$;
create or replace function text_vector(text text, area text) returns tsvector language sql immutable parallel safe strict as $$
    select strip(to_tsvector('pg_catalog.simple'::regconfig, text_fold(text))) || array_to_tsvector(array['~' || area])
$$;
create index plans_by_words on plans using gin (text_vector(title || ' ' || coalesce(case_number, ''), area)) where ended_at is null;
create index goals_by_words on goals using gin (text_vector(text, area)) where ended_at is null;
