namespace Portal.Persistence.Providers.Postgres;

/// <summary>What is asked about reports before a tenant is chosen.</summary>
static class PostgresReports
{
    public const string Sql = """
        create or replace function tenants_with_report_orders(at timestamptz) returns setof text language sql stable security definer set search_path = pg_catalog, public as $$
          select distinct "Tenant"::text from report_orders where "State" = 0 and "NextTryAt" <= at order by 1
        $$;

        revoke all on function tenants_with_report_orders from public;
        grant execute on function tenants_with_report_orders to portal_app;
        """;
}
