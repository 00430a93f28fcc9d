using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Leave : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "approval_deputies",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StaffId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StandInId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Rank = table.Column<int>(type: "int", nullable: false),
                    FromOn = table.Column<DateOnly>(type: "date", nullable: true),
                    ToOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_approval_deputies", x => new { x.Tenant, x.Id });
                    table.ForeignKey(
                        name: "FK_approval_deputies_staff_members_Tenant_StaffId",
                        columns: x => new { x.Tenant, x.StaffId },
                        principalTable: "staff_members",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "approval_settings",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    UnitId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    TwoStage = table.Column<bool>(type: "bit", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_approval_settings", x => new { x.Tenant, x.Id });
                    table.ForeignKey(
                        name: "FK_approval_settings_units_Tenant_UnitId",
                        columns: x => new { x.Tenant, x.UnitId },
                        principalTable: "units",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "blocked_days",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FromOn = table.Column<DateOnly>(type: "date", nullable: false),
                    ToOn = table.Column<DateOnly>(type: "date", nullable: false),
                    UnitId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_blocked_days", x => new { x.Tenant, x.Id });
                    table.ForeignKey(
                        name: "FK_blocked_days_units_Tenant_UnitId",
                        columns: x => new { x.Tenant, x.UnitId },
                        principalTable: "units",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "calendar_feeds",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StaffId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Scope = table.Column<int>(type: "int", nullable: false),
                    UnitId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    TokenHash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    MadeAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    RevokedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_calendar_feeds", x => new { x.Tenant, x.Id });
                    table.ForeignKey(
                        name: "FK_calendar_feeds_staff_members_Tenant_StaffId",
                        columns: x => new { x.Tenant, x.StaffId },
                        principalTable: "staff_members",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "carry_over_rows",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FromLeaveYear = table.Column<int>(type: "int", nullable: false),
                    Month = table.Column<int>(type: "int", nullable: false),
                    DayOfMonth = table.Column<int>(type: "int", nullable: false),
                    Statute = table.Column<int>(type: "int", nullable: true),
                    Source = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_carry_over_rows", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "entitlement_rows",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FromYear = table.Column<int>(type: "int", nullable: false),
                    FromAge = table.Column<int>(type: "int", nullable: false),
                    Days = table.Column<decimal>(type: "decimal(6,2)", precision: 6, scale: 2, nullable: false),
                    Statute = table.Column<int>(type: "int", nullable: true),
                    Source = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Confirmed = table.Column<bool>(type: "bit", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_entitlement_rows", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "leave_imports",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    FileName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Rows = table.Column<int>(type: "int", nullable: false),
                    ImportedBy = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ImportedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    UndoneAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_leave_imports", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "leave_kinds",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    NameNl = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    NameFr = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    NameDe = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    NameEn = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Category = table.Column<int>(type: "int", nullable: false),
                    Colour = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    Active = table.Column<bool>(type: "bit", nullable: false),
                    VisibleToColleagues = table.Column<bool>(type: "bit", nullable: false),
                    NeedsReason = table.Column<bool>(type: "bit", nullable: false),
                    NeedsApproval = table.Column<bool>(type: "bit", nullable: false),
                    CountsHolidays = table.Column<bool>(type: "bit", nullable: false),
                    AllowNegative = table.Column<bool>(type: "bit", nullable: false),
                    MinimumHours = table.Column<decimal>(type: "decimal(6,2)", precision: 6, scale: 2, nullable: false),
                    MinimumServiceDays = table.Column<int>(type: "int", nullable: false),
                    MaximumConsecutiveDays = table.Column<int>(type: "int", nullable: true),
                    Position = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_leave_kinds", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "leave_ledger_entries",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StaffId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Year = table.Column<int>(type: "int", nullable: false),
                    EffectiveOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Kind = table.Column<int>(type: "int", nullable: false),
                    Pot = table.Column<int>(type: "int", nullable: false),
                    Days = table.Column<decimal>(type: "decimal(6,2)", precision: 6, scale: 2, nullable: false),
                    Ground = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    RequestId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    AddedBy = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    AddedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    ImportId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_leave_ledger_entries", x => new { x.Tenant, x.Id });
                    table.ForeignKey(
                        name: "FK_leave_ledger_entries_staff_members_Tenant_StaffId",
                        columns: x => new { x.Tenant, x.StaffId },
                        principalTable: "staff_members",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "leave_policies",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    HalfDays = table.Column<bool>(type: "bit", nullable: false),
                    MonthsAhead = table.Column<int>(type: "int", nullable: true),
                    MonthsBack = table.Column<int>(type: "int", nullable: true),
                    UsualWeekBits = table.Column<int>(type: "int", nullable: false),
                    Rounding = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_leave_policies", x => x.Tenant);
                });

            migrationBuilder.CreateTable(
                name: "leave_profiles",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StaffId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    BornOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_leave_profiles", x => new { x.Tenant, x.Id });
                    table.ForeignKey(
                        name: "FK_leave_profiles_staff_members_Tenant_StaffId",
                        columns: x => new { x.Tenant, x.StaffId },
                        principalTable: "staff_members",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "leave_years",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StaffId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Year = table.Column<int>(type: "int", nullable: false),
                    FullYear = table.Column<decimal>(type: "decimal(6,2)", precision: 6, scale: 2, nullable: false),
                    ExpiresOn = table.Column<DateOnly>(type: "date", nullable: true),
                    ExtensionGround = table.Column<int>(type: "int", nullable: true),
                    ExtensionNote = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    ValidFromOn = table.Column<DateOnly>(type: "date", nullable: true),
                    ValidToOn = table.Column<DateOnly>(type: "date", nullable: true),
                    TurnedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_leave_years", x => new { x.Tenant, x.Id });
                    table.ForeignKey(
                        name: "FK_leave_years_staff_members_Tenant_StaffId",
                        columns: x => new { x.Tenant, x.StaffId },
                        principalTable: "staff_members",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "overtime_stocks",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StaffId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CountedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Minutes = table.Column<int>(type: "int", nullable: false),
                    ImportId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_overtime_stocks", x => new { x.Tenant, x.Id });
                    table.ForeignKey(
                        name: "FK_overtime_stocks_staff_members_Tenant_StaffId",
                        columns: x => new { x.Tenant, x.StaffId },
                        principalTable: "staff_members",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sick_absences",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StaffId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FromOn = table.Column<DateOnly>(type: "date", nullable: false),
                    FirstPart = table.Column<int>(type: "int", nullable: false),
                    ToOn = table.Column<DateOnly>(type: "date", nullable: false),
                    LastPart = table.Column<int>(type: "int", nullable: false),
                    State = table.Column<int>(type: "int", nullable: false),
                    NotedBy = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    NotedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sick_absences", x => new { x.Tenant, x.Id });
                    table.ForeignKey(
                        name: "FK_sick_absences_staff_members_Tenant_StaffId",
                        columns: x => new { x.Tenant, x.StaffId },
                        principalTable: "staff_members",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "staff_schedules",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StaffId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    WeekBits = table.Column<int>(type: "int", nullable: false),
                    FromOn = table.Column<DateOnly>(type: "date", nullable: false),
                    ToOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staff_schedules", x => new { x.Tenant, x.Id });
                    table.ForeignKey(
                        name: "FK_staff_schedules_staff_members_Tenant_StaffId",
                        columns: x => new { x.Tenant, x.StaffId },
                        principalTable: "staff_members",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "staffing_minimums",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    Minimum = table.Column<int>(type: "int", nullable: false),
                    WeekBits = table.Column<int>(type: "int", nullable: false),
                    UnitId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Function = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    Qualification = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    FromOn = table.Column<DateOnly>(type: "date", nullable: true),
                    ToOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staffing_minimums", x => new { x.Tenant, x.Id });
                    table.ForeignKey(
                        name: "FK_staffing_minimums_units_Tenant_UnitId",
                        columns: x => new { x.Tenant, x.UnitId },
                        principalTable: "units",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "unit_approvers",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    UnitId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StaffId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Stage = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_unit_approvers", x => new { x.Tenant, x.Id });
                    table.ForeignKey(
                        name: "FK_unit_approvers_staff_members_Tenant_StaffId",
                        columns: x => new { x.Tenant, x.StaffId },
                        principalTable: "staff_members",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_unit_approvers_units_Tenant_UnitId",
                        columns: x => new { x.Tenant, x.UnitId },
                        principalTable: "units",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "zone_holidays",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Off = table.Column<int>(type: "int", nullable: false),
                    Ground = table.Column<int>(type: "int", nullable: false),
                    NameNl = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    NameFr = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    NameDe = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    NameEn = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_zone_holidays", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "leave_requests",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StaffId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    KindId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FromOn = table.Column<DateOnly>(type: "date", nullable: false),
                    FirstPart = table.Column<int>(type: "int", nullable: false),
                    ToOn = table.Column<DateOnly>(type: "date", nullable: false),
                    LastPart = table.Column<int>(type: "int", nullable: false),
                    StartsAtTime = table.Column<TimeOnly>(type: "time", nullable: true),
                    EndsAtTime = table.Column<TimeOnly>(type: "time", nullable: true),
                    Minutes = table.Column<int>(type: "int", nullable: true),
                    Days = table.Column<decimal>(type: "decimal(6,2)", precision: 6, scale: 2, nullable: false),
                    State = table.Column<int>(type: "int", nullable: false),
                    TwoStage = table.Column<bool>(type: "bit", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    ReplacementId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    AskedBy = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    AskedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    RemindedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    FirstDecidedBy = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    FirstDecidedForId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    FirstDecidedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    DecidedBy = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    DecidedForId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    DecidedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Refusal = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    StaffingReason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    ImportId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_leave_requests", x => new { x.Tenant, x.Id });
                    table.ForeignKey(
                        name: "FK_leave_requests_leave_kinds_Tenant_KindId",
                        columns: x => new { x.Tenant, x.KindId },
                        principalTable: "leave_kinds",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_leave_requests_staff_members_Tenant_StaffId",
                        columns: x => new { x.Tenant, x.StaffId },
                        principalTable: "staff_members",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "leave_attachments",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nchar(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RequestId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    MediaType = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Size = table.Column<int>(type: "int", nullable: false),
                    Content = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    IsCertificate = table.Column<bool>(type: "bit", nullable: false),
                    AddedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_leave_attachments", x => new { x.Tenant, x.Id });
                    table.ForeignKey(
                        name: "FK_leave_attachments_leave_requests_Tenant_RequestId",
                        columns: x => new { x.Tenant, x.RequestId },
                        principalTable: "leave_requests",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_approval_deputies_Tenant_StaffId_StandInId",
                table: "approval_deputies",
                columns: new[] { "Tenant", "StaffId", "StandInId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_approval_deputies_Tenant_StandInId",
                table: "approval_deputies",
                columns: new[] { "Tenant", "StandInId" });

            migrationBuilder.CreateIndex(
                name: "IX_approval_settings_Tenant_UnitId",
                table: "approval_settings",
                columns: new[] { "Tenant", "UnitId" },
                unique: true,
                filter: "[UnitId] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_blocked_days_Tenant_ToOn",
                table: "blocked_days",
                columns: new[] { "Tenant", "ToOn" });

            migrationBuilder.CreateIndex(
                name: "IX_blocked_days_Tenant_UnitId",
                table: "blocked_days",
                columns: new[] { "Tenant", "UnitId" });

            migrationBuilder.CreateIndex(
                name: "IX_calendar_feeds_Tenant_StaffId",
                table: "calendar_feeds",
                columns: new[] { "Tenant", "StaffId" });

            migrationBuilder.CreateIndex(
                name: "IX_calendar_feeds_Tenant_TokenHash",
                table: "calendar_feeds",
                columns: new[] { "Tenant", "TokenHash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_leave_attachments_Tenant_RequestId",
                table: "leave_attachments",
                columns: new[] { "Tenant", "RequestId" });

            migrationBuilder.CreateIndex(
                name: "IX_leave_kinds_Tenant_Code",
                table: "leave_kinds",
                columns: new[] { "Tenant", "Code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_leave_ledger_entries_Tenant_RequestId",
                table: "leave_ledger_entries",
                columns: new[] { "Tenant", "RequestId" });

            migrationBuilder.CreateIndex(
                name: "IX_leave_ledger_entries_Tenant_StaffId_Year",
                table: "leave_ledger_entries",
                columns: new[] { "Tenant", "StaffId", "Year" });

            migrationBuilder.CreateIndex(
                name: "IX_leave_profiles_Tenant_StaffId",
                table: "leave_profiles",
                columns: new[] { "Tenant", "StaffId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_leave_requests_Tenant_FromOn_ToOn",
                table: "leave_requests",
                columns: new[] { "Tenant", "FromOn", "ToOn" });

            migrationBuilder.CreateIndex(
                name: "IX_leave_requests_Tenant_KindId",
                table: "leave_requests",
                columns: new[] { "Tenant", "KindId" });

            migrationBuilder.CreateIndex(
                name: "IX_leave_requests_Tenant_StaffId_FromOn",
                table: "leave_requests",
                columns: new[] { "Tenant", "StaffId", "FromOn" });

            migrationBuilder.CreateIndex(
                name: "IX_leave_requests_Tenant_State_AskedAt",
                table: "leave_requests",
                columns: new[] { "Tenant", "State", "AskedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_leave_years_Tenant_StaffId_Year",
                table: "leave_years",
                columns: new[] { "Tenant", "StaffId", "Year" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_overtime_stocks_Tenant_StaffId_CountedOn",
                table: "overtime_stocks",
                columns: new[] { "Tenant", "StaffId", "CountedOn" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_sick_absences_Tenant_FromOn_ToOn",
                table: "sick_absences",
                columns: new[] { "Tenant", "FromOn", "ToOn" });

            migrationBuilder.CreateIndex(
                name: "IX_sick_absences_Tenant_StaffId_FromOn",
                table: "sick_absences",
                columns: new[] { "Tenant", "StaffId", "FromOn" });

            migrationBuilder.CreateIndex(
                name: "IX_staff_schedules_Tenant_StaffId_FromOn",
                table: "staff_schedules",
                columns: new[] { "Tenant", "StaffId", "FromOn" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_staffing_minimums_Tenant_UnitId",
                table: "staffing_minimums",
                columns: new[] { "Tenant", "UnitId" });

            migrationBuilder.CreateIndex(
                name: "IX_unit_approvers_Tenant_StaffId",
                table: "unit_approvers",
                columns: new[] { "Tenant", "StaffId" });

            migrationBuilder.CreateIndex(
                name: "IX_unit_approvers_Tenant_UnitId_StaffId_Stage",
                table: "unit_approvers",
                columns: new[] { "Tenant", "UnitId", "StaffId", "Stage" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_zone_holidays_Tenant_Day",
                table: "zone_holidays",
                columns: new[] { "Tenant", "Day" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "approval_deputies");

            migrationBuilder.DropTable(
                name: "approval_settings");

            migrationBuilder.DropTable(
                name: "blocked_days");

            migrationBuilder.DropTable(
                name: "calendar_feeds");

            migrationBuilder.DropTable(
                name: "carry_over_rows");

            migrationBuilder.DropTable(
                name: "entitlement_rows");

            migrationBuilder.DropTable(
                name: "leave_attachments");

            migrationBuilder.DropTable(
                name: "leave_imports");

            migrationBuilder.DropTable(
                name: "leave_ledger_entries");

            migrationBuilder.DropTable(
                name: "leave_policies");

            migrationBuilder.DropTable(
                name: "leave_profiles");

            migrationBuilder.DropTable(
                name: "leave_years");

            migrationBuilder.DropTable(
                name: "overtime_stocks");

            migrationBuilder.DropTable(
                name: "sick_absences");

            migrationBuilder.DropTable(
                name: "staff_schedules");

            migrationBuilder.DropTable(
                name: "staffing_minimums");

            migrationBuilder.DropTable(
                name: "unit_approvers");

            migrationBuilder.DropTable(
                name: "zone_holidays");

            migrationBuilder.DropTable(
                name: "leave_requests");

            migrationBuilder.DropTable(
                name: "leave_kinds");
        }
    }
}
