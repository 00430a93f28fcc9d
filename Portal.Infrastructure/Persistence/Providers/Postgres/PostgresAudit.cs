namespace Portal.Persistence.Providers.Postgres;

/// <summary>The audit's chain and what may be taken off it. The arithmetic is that of <see cref="Audit.AuditChain"/>, byte by byte.</summary>
static class PostgresAudit
{
    public const string Sql = """
        -- In the order of chaining, so that a long queue is not sorted again for every batch.
        create index if not exists ix_audit_lines_unchained on audit_lines ("Tenant", "DoneAt", "Id") where "Sequence" is null;

        create or replace function audit_fields(variadic fields text[]) returns bytea language sql immutable as $$
          select string_agg(case when f is null then '\x2d3b'::bytea else convert_to(length(convert_to(f, 'UTF8')) || ':' || f || ';', 'UTF8') end, ''::bytea order by n) from unnest(fields) with ordinality u(f, n)
        $$;

        -- Numbers and chains lines that wait, of every zone that no other node is at; at most so many of each. In the order of the zone's writing, as far as it is known: a line that was saved late comes later.
        create or replace function chain_audit(most int) returns table (zone text, chained bigint) language plpgsql security definer set search_path = pg_catalog, public as $$
        declare code bpchar; last_number bigint; last_hash bytea; l record; -- compared as bpchar, as the column is: a text would find no index
        begin
          for code in select z."Code" from zones z where exists (select from audit_lines w where w."Tenant" = z."Code" and w."Sequence" is null) order by 1 loop
            zone := code;
            continue when not pg_try_advisory_xact_lock(hashtextextended('audit chain ' || zone, 0));
            select a."Sequence", a."ChainHash" into last_number, last_hash from audit_lines a where a."Tenant" = code and a."Sequence" is not null order by a."Sequence" desc limit 1;
            if not found then select a."Sequence", a."ChainHash" into last_number, last_hash from audit_anchors a where a."Tenant" = code order by a."Sequence" desc limit 1; end if;
            if not found then last_number := 0; last_hash := decode(repeat('00', 32), 'hex'); end if;
            chained := 0;
            for l in
              select w.*, case when c."LineId" is not null then sha256(c."Salt" || audit_fields(c."Address", c."Reason", c."Details", c."CaseNumber")) end as said
              from audit_lines w left join audit_contents c on c."Tenant" = w."Tenant" and c."LineId" = w."Id" where w."Tenant" = code and w."Sequence" is null order by w."DoneAt", w."Id" limit most
            loop
              last_number := last_number + 1;
              last_hash := sha256(last_hash || int8send(last_number) || sha256(audit_fields('audit-line-1', l."Tenant"::text, l."Id"::text, (extract(epoch from l."DoneAt") * 1000000)::bigint::text, l."PersonId"::text,
                l."OnBehalfOf"::text, l."KeyId"::text, l."SupportAccessId"::text, l."Action", l."ObjectKind", l."ObjectId"::text, l."Purpose"::text, encode(l.said, 'hex'))));
              -- One by one, by the key: an update of all at once goes through the whole table for every batch.
              update audit_lines t set "Sequence" = last_number, "ContentHash" = l.said, "ChainHash" = last_hash where t."Tenant" = l."Tenant" and t."Id" = l."Id";
              chained := chained + 1;
            end loop;
            if chained > 0 then return next; end if;
          end loop;
        end $$;

        -- Why nothing of the audit of this connection's zone may go; holds of single things are no reason.
        create or replace function audit_held(kind text) returns boolean language sql stable set search_path = pg_catalog, public as $$
          select exists (select from zones where "Code" = current_setting('portal.tenant', true) and "State" = 4)
            or exists (select from legal_holds where "Tenant" = current_setting('portal.tenant', true) and "LiftedAt" is null and ("Kind" is null or "Kind" = kind) and "ObjectId" is null)
        $$;

        -- Takes off the beginning of the chain, up to the signed anchor of a day. Nothing younger than five years goes, and nothing that the chain does not vouch for. A hold of one line holds all:
        -- the chain has no holes.
        create or replace function cut_audit(day date) returns table (removed bigint, held bigint) language plpgsql security definer set search_path = pg_catalog, public as $$
        declare code text := current_setting('portal.tenant', true); anchor record; kept int;
        begin
          select a."Sequence" as number, a."ChainHash" as hash into anchor from audit_anchors a where a."Tenant" = code and a."Day" = day and a."Signature" is not null;
          if not found then raise exception 'there is no signed anchor of %', day; end if;
          perform pg_advisory_xact_lock(hashtextextended('audit chain ' || code, 0));
          if not exists (select from audit_lines l where l."Tenant" = code and l."Sequence" = anchor.number and l."ChainHash" = anchor.hash) then raise exception 'the anchor of % is not of this chain', day; end if;
          kept := greatest(5 * 365, coalesce((select r."Days" from retention_rules r where r."Tenant" = code and r."Kind" = 'audit'), 10 * 365));
          if day >= (now() at time zone 'Europe/Brussels')::date - kept or exists (select from audit_lines l where l."Tenant" = code and l."Sequence" <= anchor.number and l."DoneAt" > now() - make_interval(days => kept, hours => -2))
            then raise exception 'lines before the anchor of % are still to be kept', day; end if;
          select 0, count(*) into removed, held from audit_lines l where l."Tenant" = code and l."Sequence" <= anchor.number;
          if not audit_held('audit') and not audit_held('audit-contents')
              and not exists (select from legal_holds h where h."Tenant" = code and h."LiftedAt" is null and h."Kind" in ('audit', 'audit-contents')) then
            delete from audit_contents c using audit_lines l where l."Tenant" = code and l."Sequence" <= anchor.number and c."Tenant" = code and c."LineId" = l."Id";
            delete from audit_lines l where l."Tenant" = code and l."Sequence" <= anchor.number;
            removed := held; held := 0;
          end if;
          return next;
        end $$;

        -- Words of chained lines go, their hashes stay. What is held, by line, by what it is about or by who did it, stays.
        create or replace function erase_audit_words(before timestamptz, kind text, object uuid) returns table (removed bigint, held bigint) language plpgsql set search_path = pg_catalog, public as $$
        declare code text := current_setting('portal.tenant', true); everything boolean := audit_held('audit') or audit_held('audit-contents'); holding uuid[];
        begin
          holding := array(select h."ObjectId" from legal_holds h where h."Tenant" = code and h."LiftedAt" is null and h."ObjectId" is not null);
          with gone as (
            select c."LineId" as id, everything or l."Id" = any(holding) or l."ObjectId" = any(holding) or coalesce(l."PersonId" = any(holding), false) as stays
            from audit_lines l join audit_contents c on c."Tenant" = l."Tenant" and c."LineId" = l."Id"
            where l."Tenant" = code and l."Sequence" is not null and (before is null or l."DoneAt" < before) and (object is null or (l."ObjectKind" = kind and l."ObjectId" = object))
          ), deleted as (delete from audit_contents c using gone g where c."Tenant" = code and c."LineId" = g.id and not g.stays returning 1)
          select (select count(*) from deleted), (select count(*) from gone g where g.stays) into removed, held;
          return next;
        end $$;

        -- Two hours of room, here and in the cut: days are Belgian, and the clock may have changed between.
        create or replace function erase_audit_contents(before timestamptz) returns table (removed bigint, held bigint) language plpgsql security definer set search_path = pg_catalog, public as $$
        begin
          if before > now() - make_interval(days => 3 * 365, hours => -2) then raise exception 'what was said after % is still to be kept', now() - make_interval(days => 3 * 365); end if;
          return query select * from erase_audit_words(before, null, null);
        end $$;

        -- What was said about one thing, whatever its age: for who runs the database, on a decision that the data must go. The portal itself may not, for it would hide what was done.
        create or replace function erase_audit_contents_of(kind text, object uuid) returns table (removed bigint, held bigint) language plpgsql security definer set search_path = pg_catalog, public as $$
        begin
          if object is null or kind is null or object = '00000000-0000-0000-0000-000000000000' then raise exception 'of what?'; end if;
          return query select * from erase_audit_words(null, kind, object);
        end $$;

        revoke all on function audit_fields, chain_audit, audit_held, cut_audit, erase_audit_words, erase_audit_contents, erase_audit_contents_of from public;
        grant execute on function chain_audit, cut_audit, erase_audit_contents to portal_app;
        """;
}
