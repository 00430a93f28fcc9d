namespace Portal.Persistence.Providers.Postgres;

/// <summary>Functions that run with the owner's rights, each doing one narrow thing, and the rights of the ingest role.</summary>
static class PostgresFunctions
{
    public const string Channel = "portal_changes";

    public const string Sql = """
        create or replace function announce() returns trigger language plpgsql set search_path = pg_catalog, public as $$
        begin
          perform pg_notify('portal_changes', tg_argv[0] || ' ' || zone) from (select distinct "Tenant" as zone from changed) z;
          return null;
        end $$;

        create or replace function announce_zone() returns trigger language plpgsql set search_path = pg_catalog, public as $$
        begin
          perform pg_notify('portal_changes', 'zones ' || zone) from (select distinct "Code" as zone from changed) z;
          return null;
        end $$;

        -- Only of an end: a session that is seen again concerns nobody.
        create or replace function announce_session() returns trigger language plpgsql set search_path = pg_catalog, public as $$
        begin
          perform pg_notify('portal_changes', 'sessions ' || person) from (select distinct "PersonId" as person from changed where "EndedAt" is not null) s;
          return null;
        end $$;

        drop function if exists zones_of(uuid);
        -- A right ends with its last day, and with the last day of the staff member who has the account.
        create or replace function zones_of(person uuid, today date) returns setof text language sql stable security definer set search_path = pg_catalog, public as $$
          select distinct m."Tenant"::text from memberships m where m."PersonId" = person and (m."EndsOn" is null or m."EndsOn" >= today)
            and not exists (select 1 from staff_members s where s."PersonId" = person and s."Tenant" = m."Tenant" and s."LeavesOn" < today) order by 1
        $$;

        -- Codes of other tenants whose rows of this subject the tenant of this connection reads.
        create or replace function granted_zones(subject text) returns text[] language sql stable security definer set search_path = pg_catalog, public as $$
          select coalesce(array_agg(z), '{}') from (
            select "Code"::text as z from zones where "State" in (0, 1, 2) and subject = 'directory' and current_setting('portal.tenant', true) <> ''
            union all
            select "Code"::text from zones where subject = any(string_to_array(current_setting('portal.reach', true), ' ')) and current_setting('portal.tenant', true) = '0000'
            union all
            select "Tenant"::text from zone_grants where "Grantee" = current_setting('portal.tenant', true) and "Subject" = subject and subject in ('cameras', 'staff') and "AcceptedAt" is not null
              and "WithdrawnAt" is null and exists (select 1 from zones z where z."Code" = zone_grants."Tenant" and z."State" in (0, 1, 2)) and (now() at time zone 'Europe/Brussels')::date between "StartsOn" and "EndsOn"
          ) g
        $$;

        create or replace function tenants_with_mail(at timestamptz) returns setof text language sql stable security definer set search_path = pg_catalog, public as $$
          select distinct "Tenant"::text from outbox_mails where "State" = 0 and "NextTryAt" <= at order by 1
        $$;

        -- Roles of administrators: 3 of a zone, 30 of the federal police, 60 of an organisation.
        create or replace function tenants_with_administrator(today date) returns setof text language sql stable security definer set search_path = pg_catalog, public as $$
          select distinct "Tenant"::text from memberships where "Role" in (3, 30, 60) and ("EndsOn" is null or "EndsOn" >= today) order by 1
        $$;

        create or replace function keep_read_days(first date, days int) returns void language plpgsql security definer set search_path = pg_catalog, public as $$
        declare t text;
        begin
          if days not between 1 and 400 then raise exception 'days out of range'; end if;
          perform pg_advisory_xact_lock(5291); -- two nodes that make the same day at once: the second finds it made
          for d in 0 .. days - 1 loop
            foreach t in array array['reads', 'read_pictures'] loop
              execute format('create table if not exists public.%I partition of public.%I for values from (%L) to (%L)',
                t || to_char(first + d, '_YYYYMMDD'), t, (first + d)::text || ' 00:00:00+00', (first + d + 1)::text || ' 00:00:00+00');
            end loop;
          end loop;
        end $$;

        create or replace function read_days() returns setof date language sql stable security definer set search_path = pg_catalog, public as $$
          select to_date(substr(c.relname, 7), 'YYYYMMDD') from pg_class c join pg_inherits i on i.inhrelid = c.oid where i.inhparent = 'public.reads'::regclass order by 1
        $$;

        -- One passage, one hit: reads of one entry at one camera at most "gap" apart. A better read of the same passage (kind 0, exact) takes the place of a possible one, or is
        -- a hit of its own when a person has judged the possible one already: that judgement was of a worse picture.
        create or replace function record_hits(matches jsonb, gap interval) returns table (zone text, hit uuid, fresh boolean) language plpgsql security definer set search_path = pg_catalog, public as $$
        declare h record; known record;
        begin
          for h in select x.*, hashtextextended(x.tenant || x.camera || x.entry, 0) as lock from jsonb_to_recordset(matches) as x(id uuid, tenant text, camera uuid, list uuid, entry uuid,
              captured timestamptz, received timestamptz, recorded timestamptz, key text, observed text, matched text, kind int, reason int, ambiguous boolean, priority int)
              order by lock, x.captured
          loop
            perform pg_advisory_xact_lock(h.lock);
            select k."Id", k."Kind", k."State" into known from hits k where k."Tenant" = h.tenant and k."CameraId" = h.camera and k."EntryId" = h.entry
              and k."CapturedAt" - gap <= h.captured and k."LastCapturedAt" >= h.captured - gap and (k."State" = 0 or k."Kind" <= h.kind) order by k."LastCapturedAt" desc limit 1 for update;
            zone := h.tenant; fresh := false;
            if found then
              hit := known."Id";
              if known."Kind" > h.kind and known."State" = 0 then
                fresh := true;
                update hits set "Kind" = h.kind, "MatchReason" = h.reason, "Ambiguous" = h.ambiguous, "ObservedPlate" = h.observed, "CapturedAt" = h.captured, "SourceKey" = decode(h.key, 'hex'),
                  "ReceivedAt" = h.received, "Version" = "Version" + 1 where "Tenant" = h.tenant and "Id" = known."Id"; -- who decides at this moment decided on another read
              end if;
              update hits set "ReadCount" = "ReadCount" + 1, "LastCapturedAt" = greatest("LastCapturedAt", h.captured) where "Tenant" = h.tenant and "Id" = known."Id";
            else
              hit := h.id; fresh := true;
              insert into hits ("Tenant", "Id", "Version", "CameraId", "HotlistId", "EntryId", "CapturedAt", "SourceKey", "LastCapturedAt", "ReceivedAt", "RecordedAt", "ReadCount",
                  "ObservedPlate", "MatchedPlate", "Kind", "MatchReason", "Ambiguous", "Priority", "State")
                values (h.tenant, h.id, 0, h.camera, h.list, h.entry, h.captured, decode(h.key, 'hex'), h.captured, h.received, h.recorded, 1,
                  h.observed, h.matched, h.kind, h.reason, h.ambiguous, h.priority, 0);
            end if;
            return next;
          end loop;
        end $$;

        revoke all on function announce, announce_zone, announce_session, zones_of, granted_zones, tenants_with_mail, tenants_with_administrator, keep_read_days, read_days, record_hits from public;
        grant execute on function zones_of, granted_zones, tenants_with_mail, tenants_with_administrator, keep_read_days, read_days to portal_app;
        grant execute on function record_hits to portal_ingest;
        """;

    /// <summary>A batch holds reads of many zones: its role may add reads and see their keys, and see what tells where a read belongs and which entries it may match.</summary>
    public const string IngestRights = """
        grant insert on reads, read_pictures, server_timed_reads, quarantined_messages, quarantined_pictures to portal_ingest;
        grant select ("Tenant", "CapturedAt", "CameraId", "SourceKey") on reads to portal_ingest;
        grant select ("Tenant", "CameraId", "SourceKey") on server_timed_reads to portal_ingest;
        grant select ("Tenant", "SourceId", "BodyHash", "Count", "LastReceivedAt"), update ("Count", "LastReceivedAt") on quarantined_messages to portal_ingest;
        grant insert, select, update on received_batches to portal_ingest;
        grant select ("Tenant", "Id", "Dialect", "KeyHash", "Enabled", "PreviousKeyHash", "PreviousKeyEndsAt", "ExpiresOn"), update ("LastUsedAt") on read_sources to portal_ingest;
        grant select on source_cameras, zones to portal_ingest;
        grant select ("Tenant", "Id", "Tolerant") on hotlists to portal_ingest;
        grant select ("Tenant", "Id", "HotlistId", "Plate", "Country", "Priority", "EndsAt") on hotlist_entries to portal_ingest;
        do $$
        declare t text;
        begin
          foreach t in array array['reads', 'read_pictures', 'server_timed_reads', 'quarantined_messages', 'quarantined_pictures', 'received_batches'] loop
            execute format('drop policy if exists ingest on %I; create policy ingest on %I for insert to portal_ingest with check (true)', t, t);
          end loop;
          foreach t in array array['reads', 'server_timed_reads', 'quarantined_messages', 'read_sources', 'source_cameras', 'hotlists', 'hotlist_entries', 'received_batches'] loop
            execute format('drop policy if exists ingest_sees on %I; create policy ingest_sees on %I for select to portal_ingest using (true)', t, t);
          end loop;
        end $$;
        alter table read_pictures alter "Content" set storage external, alter "Thumbnail" set storage external; -- what is compressed already is not tried again
        alter table hit_pictures alter "Content" set storage external, alter "Thumbnail" set storage external;
        alter table quarantined_pictures alter "Content" set storage external;
        alter table report_files alter "Content" set storage external;
        drop policy if exists ingest_counts on quarantined_messages;
        create policy ingest_counts on quarantined_messages for update to portal_ingest using (true) with check (true);
        drop policy if exists ingest_counts on received_batches;
        create policy ingest_counts on received_batches for update to portal_ingest using (true) with check (true);
        drop policy if exists ingest_used on read_sources;
        create policy ingest_used on read_sources for update to portal_ingest using (true) with check (true);
        """;
}
