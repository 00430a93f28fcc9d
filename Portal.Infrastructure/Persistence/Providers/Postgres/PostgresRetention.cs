using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.Identity;

namespace Portal.Persistence.Providers.Postgres;

/// <summary>What goes at its limit across all tenants: whole days of reads, and accounts that nothing names; what names one comes from the model, so that no column is forgotten.</summary>
public static class PostgresRetention
{
    internal static string Functions(IModel model) => $$"""
        drop function if exists drop_read_day(date);
        -- Refuses a day that the longest limit of any zone still covers: a wrong clock in the portal must not cost a read. A day with anything of a zone in legal hold, or with a hold on reads or
        -- their pictures, stays whole (no row); what other zones have of it goes by zone. What went is told by zone.
        create function drop_read_day(gone date) returns jsonb language plpgsql security definer set search_path = pg_catalog, public as $$
        declare removed jsonb; t text; n bigint; name text; counts jsonb := '{}'; zone text; held boolean := false;
        begin
          if gone >= (now() at time zone 'UTC')::date - (select coalesce(max("ReadsKeptDays"), 365) from zones) then raise exception 'reads of % are still to be kept', gone; end if;
          perform set_config('lock_timeout', '2s', true);
          lock table legal_holds in share mode; -- no hold is placed between the question and the deed
          foreach t in array array['reads', 'read_pictures'] loop
            name := t || to_char(gone, '_YYYYMMDD');
            continue when to_regclass('public.' || name) is null;
            for zone, n in execute format('select "Tenant"::text, count(*) from public.%I group by 1', name) loop
              held := held or exists (select from zones z where z."Code" = zone and z."State" = 4)
                or exists (select from legal_holds h where h."Tenant" = zone and h."LiftedAt" is null and (h."Kind" is null or h."Kind" in ('reads', 'pictures')));
              counts := counts || jsonb_build_object(zone, coalesce((counts ->> zone)::bigint, 0) + n);
            end loop;
          end loop;
          if held then return null; end if;
          execute format('drop table if exists public.%I', 'reads' || to_char(gone, '_YYYYMMDD'));
          execute format('drop table if exists public.%I', 'read_pictures' || to_char(gone, '_YYYYMMDD'));
          return counts;
        end $$;

        -- Accounts made before the limit, without a right in any tenant and without a session: named by nothing, held (by whichever tenant), or still named.
        create or replace function old_accounts(since timestamptz) returns table (account uuid, held boolean, named boolean) language plpgsql stable security definer set search_path = pg_catalog, public as $$
        begin
          if current_setting('portal.tenant', true) is distinct from '0000' then raise exception 'only the federal police look after accounts'; end if;
          return query select p."Id",
              exists (select from zones z where z."Code" = '0000' and z."State" = 4) or exists (select from legal_holds h where h."LiftedAt" is null
                and (h."ObjectId" = p."Id" or (h."Tenant" = '0000' and h."ObjectId" is null and (h."Kind" is null or h."Kind" = 'accounts')))),
              {{string.Join("\n              or ", Naming(model).Select(n => $"exists (select from \"{n.Table}\" t where t.\"{n.Column}\" = p.\"Id\")"))}}
            from "AspNetUsers" p
            where p."Id" < (lpad(to_hex((extract(epoch from since) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid -- they begin with the time at which they were made
              and not exists (select from memberships m where m."PersonId" = p."Id") and not exists (select from person_sessions s where s."PersonId" = p."Id");
        end $$;

        create or replace function remove_accounts(since timestamptz, most int) returns bigint language plpgsql security definer set search_path = pg_catalog, public as $$
        declare removed bigint;
        begin
          if since > now() - interval '365 days' then raise exception 'accounts are kept for a year'; end if;
          lock table legal_holds in share mode;
          delete from "AspNetUsers" p using (select account from old_accounts(since) o where not o.held and not o.named limit most) gone where p."Id" = gone.account;
          get diagnostics removed = row_count;
          return removed;
        end $$;

        revoke all on function drop_read_day, old_accounts, remove_accounts from public;
        grant execute on function drop_read_day, old_accounts, remove_accounts to portal_app;
        """;

    /// <summary>Columns that name a person: by foreign key, or by what they are called.</summary>
    public static IReadOnlyList<(string Table, string Column)> Naming(IModel model) =>
    [
        .. from entity in model.GetEntityTypes()
           where entity.GetTableName() is not null && entity.ClrType.Namespace!.StartsWith("Portal", StringComparison.Ordinal) && entity.ClrType != typeof(Person) && entity.ClrType != typeof(PersonSession)
               && entity.ClrType != typeof(Membership)
           from property in entity.GetProperties()
           where (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) == typeof(Guid) && IsPerson(entity, property)
           orderby entity.GetTableName(), property.Name
           select (entity.GetTableName()!, property.GetColumnName()),
        ("memberships", nameof(Membership.GrantedBy)),
    ];

    static bool IsPerson(IReadOnlyEntityType entity, IReadOnlyProperty property) =>
        property.Name is "PersonId" or "AuthorId" or "OnBehalfOf" or "ReviewerId" or "DeputyId" || property.Name.EndsWith("By", StringComparison.Ordinal)
        || (entity.ClrType == typeof(Audit.AuditLine) && property.Name == nameof(Audit.AuditLine.ObjectId))
        || property.GetContainingForeignKeys().Any(k => k.PrincipalEntityType.ClrType == typeof(Person));
}
