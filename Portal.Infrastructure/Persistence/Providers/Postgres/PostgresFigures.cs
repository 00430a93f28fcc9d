namespace Portal.Persistence.Providers.Postgres;

/// <summary>The function that counts what every zone has, for the federal police with the permission: numbers leave it and nothing else.</summary>
static class PostgresFigures
{
    /// <summary>Bytes of a read with its share of the indexes, seen on a filled table.</summary>
    const int BytesOfRead = 420;

    public static string Sql { get; } = $$"""
        create or replace function zone_figures(only_zone text, at timestamptz) returns table ("Zone" text, "People" bigint, "Staff" bigint, "ReadsDay" bigint, "ReadsWeek" bigint, "HitsOpen" bigint,
            "HitsMonth" bigint, "Bytes" bigint) language plpgsql stable security definer set search_path = pg_catalog, public as $$
        begin
          if current_setting('portal.tenant', true) is distinct from '0000' or not coalesce('figures' = any(string_to_array(current_setting('portal.reach', true), ' ')), false)
            then raise exception 'figures are for the federal police alone'; end if;
          return query execute format($q$
            select z."Code"::text, coalesce(p.n, 0), coalesce(s.n, 0), coalesce(r.day, 0), coalesce(r.week, 0), coalesce(h.open, 0), coalesce(h.month, 0),
              coalesce(f.bytes, 0) + coalesce(hp.bytes, 0) + ((coalesce(r.week, 0) * {{BytesOfRead}} + coalesce(rp.bytes, 0)) * z."ReadsKeptDays" / 7.0)::bigint
            from zones z
            left join (select "Tenant", count(distinct "PersonId") n from memberships m where ("EndsOn" is null or "EndsOn" >= %3$L)
              and not exists (select from staff_members left_us where left_us."Tenant" = m."Tenant" and left_us."PersonId" = m."PersonId" and left_us."LeavesOn" < %3$L) group by 1) p on p."Tenant" = z."Code"
            left join (select "Tenant", count(*) n from staff_members where "LeavesOn" is null or "LeavesOn" >= %3$L group by 1) s on s."Tenant" = z."Code"
            left join (select "Tenant", count(*) week, count(*) filter (where "CapturedAt" >= %2$L) as day from reads
              where "CapturedAt" >= %1$L and "CapturedAt" < %4$L group by 1) r on r."Tenant" = z."Code"
            left join (select "Tenant", sum("Size" + coalesce(octet_length("Thumbnail"), 0)) bytes from read_pictures
              where "CapturedAt" >= %1$L and "CapturedAt" < %4$L group by 1) rp on rp."Tenant" = z."Code"
            left join (select "Tenant", count(*) filter (where "State" = 0) as open, count(*) filter (where "CapturedAt" >= %5$L) as month from hits group by 1) h on h."Tenant" = z."Code"
            left join (select "Tenant", sum("Size" + coalesce(octet_length("Thumbnail"), 0)) bytes from hit_pictures group by 1) hp on hp."Tenant" = z."Code"
            left join (select "Tenant", sum(octet_length("Content")) bytes from report_files group by 1) f on f."Tenant" = z."Code"
            where z."Kind" <> 1 and (%6$L is null or z."Code" = %6$L) order by z."Code" $q$,
            at - interval '7 days', at - interval '24 hours', (at at time zone 'Europe/Brussels')::date, at + interval '1 hour', at - interval '30 days', only_zone);
        end $$;
        revoke all on function zone_figures from public;
        grant execute on function zone_figures to portal_app;
        """;
}
