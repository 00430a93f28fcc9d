using Portal.Tenants.Support;

namespace Portal.Persistence.Providers.Postgres;

/// <summary>Who is let into a zone without a role there.</summary>
static class PostgresSupport
{
    public static readonly string Sql = $$"""
        create or replace function zones_let_into(person uuid, at timestamptz) returns setof text language sql stable security definer set search_path = pg_catalog, public as $$
          select "Tenant"::text from support_accesses where "AskedBy" = person and "GrantedAt" is not null and "EndedAt" is null and "EndsAt" > at
          union
          select "Tenant"::text from break_glass_accounts where "PersonId" = person and "UsedAt" > at - interval '{{BreakGlassAccount.SessionHours}} hours'
        $$;
        revoke all on function zones_let_into from public;
        grant execute on function zones_let_into to portal_app;
        """;
}
