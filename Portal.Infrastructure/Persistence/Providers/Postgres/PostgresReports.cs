namespace Portal.Persistence.Providers.Postgres;

/// <summary>What is asked about reports before a tenant is chosen.</summary>
static class PostgresReports
{
    public const string Sql = """
        create or replace function tenants_with_report_orders(at timestamptz) returns setof text language sql stable security definer set search_path = pg_catalog, public as $$
          select distinct "Tenant"::text from report_orders where "State" = 0 and "NextTryAt" <= at order by 1
        $$;

        -- What a receiver may be told of one report, and its code to compare; never a title, a person or the content.
        create or replace function issued_report(zone text, of_year int, of_number int) returns table ("Zone" text, "Year" int, "Number" int, "Code" text, "SealedAt" timestamptz, "WithdrawnAt" timestamptz, "ReplacedAt" timestamptz)
          language sql stable security definer set search_path = pg_catalog, public as $$
          select r."Tenant"::text, r."Year", r."Number", r."VerificationCode"::text, r."SealedAt", r."WithdrawnAt", (select min(n."SealedAt") from reports n where n."Tenant" = r."Tenant" and n."ReplacesId" = r."Id")
          from reports r where r."Tenant" = zone and r."Year" = of_year and r."Number" = of_number
        $$;

        -- The report whose file has this checksum, in whichever zone: one look into the index for each.
        create or replace function issued_file(checksum bytea) returns table (zone text, of_year int, of_number int) language sql stable security definer set search_path = pg_catalog, public as $$
          select r."Tenant"::text, r."Year", r."Number" from reports r where r."Tenant" = any(array(select z."Code" from zones z)) and r."Sha256" = checksum limit 1
        $$;

        -- 2: begins with the file that was issued; 3: is a beginning of it, 1,000 bytes at least; else 0. Who has neither learns nothing.
        create or replace function compare_report(zone text, of_year int, of_number int, file bytea) returns int language sql stable security definer set search_path = pg_catalog, public as $$
          select coalesce((select case when length(file) > length(f."Content") and substring(file from 1 for length(f."Content")) = f."Content" then 2
              when length(file) between 1000 and length(f."Content") - 1 and substring(f."Content" from 1 for length(file)) = file then 3 else 0 end
            from reports r join report_files f on f."Tenant" = r."Tenant" and f."ReportId" = r."Id" where r."Tenant" = zone and r."Year" = of_year and r."Number" = of_number), 0)
        $$;

        revoke all on function tenants_with_report_orders, issued_report, issued_file, compare_report from public;
        grant execute on function tenants_with_report_orders, issued_report, issued_file, compare_report to portal_app;
        """;
}
