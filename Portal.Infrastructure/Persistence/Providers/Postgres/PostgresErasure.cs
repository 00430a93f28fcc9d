using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.Common;

namespace Portal.Persistence.Providers.Postgres;

/// <summary>The function that takes away everything a zone owns but its audit; its list of tables comes from the model, so that no table is forgotten.</summary>
static class PostgresErasure
{
    public static string Function(IModel model) => $$"""
        create or replace function erase_zone(code text, decision uuid) returns jsonb language plpgsql security definer set search_path = pg_catalog, public as $$
        declare counts jsonb := '{}'; n bigint; t text;
        begin
          if current_setting('portal.tenant', true) is distinct from '0000' then raise exception 'only the federal police erase a zone'; end if;
          perform 1 from zones z where z."Code" = code and z."State" = 3 and z."Kind" <> 1 for update;
          if not found then raise exception 'zone % is not closed', code; end if;
          if not exists (select 1 from zone_state_changes c where c."Id" = decision and c."ZoneCode" = code and c."State" = 5 and c."AppliedAt" is null and c."WithdrawnAt" is null
              and c."EffectiveOn" <= (now() at time zone 'Europe/Brussels')::date) then raise exception 'no erasure of zone % is due', code; end if;
          foreach t in array array[{{string.Join(", ", TablesOf(model).Select(n => $"'{n}'"))}}] loop
            execute format('delete from public.%I where "Tenant" = $1', t) using code;
            get diagnostics n = row_count;
            counts := counts || jsonb_build_object(t, n);
          end loop;
          return counts;
        end $$;
        revoke all on function erase_zone from public;
        grant execute on function erase_zone to portal_app;
        """;

    /// <summary>Tables that zones own, those that point to others first.</summary>
    public static IReadOnlyList<string> TablesOf(IModel model)
    {
        var owned = model.GetEntityTypes().Where(e => typeof(ITenantOwned).IsAssignableFrom(e.ClrType) && e.Kept() is not { SurvivesErasure: true } && e.GetTableName() is not null).ToList();
        var ordered = new List<string>();
        var seen = new HashSet<IEntityType>();
        void Add(IEntityType entity)
        {
            if (!seen.Add(entity)) return;
            foreach (var other in entity.GetReferencingForeignKeys().Select(k => k.DeclaringEntityType).Where(owned.Contains)) Add(other);
            ordered.Add(entity.GetTableName()!);
        }

        foreach (var entity in owned.OrderBy(e => e.GetTableName(), StringComparer.Ordinal)) Add(entity);
        return [.. ordered.Distinct()];
    }
}
