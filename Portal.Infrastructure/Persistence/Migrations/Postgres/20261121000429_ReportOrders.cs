using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ReportOrders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "WarnedDays",
                table: "seal_keys",
                type: "integer",
                nullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "AuthorId",
                table: "reports",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<int>(
                name: "Edition",
                table: "reports",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<string>(
                name: "ExternalReference",
                table: "reports",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "KeyId",
                table: "reports",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ReleasedAt",
                table: "reports",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ReleasedBy",
                table: "reports",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReleasedTo",
                table: "reports",
                type: "character(4)",
                fixedLength: true,
                maxLength: 4,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ReplacesId",
                table: "reports",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "VerificationCode",
                table: "reports",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "WithdrawnAt",
                table: "reports",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "WithdrawnBy",
                table: "reports",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WithdrawnReason",
                table: "reports",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReleasedTo",
                table: "report_files",
                type: "character(4)",
                fixedLength: true,
                maxLength: 4,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "report_drafts",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    Body = table.Column<string>(type: "text", nullable: false),
                    CaseNumber = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    AuthorId = table.Column<Guid>(type: "uuid", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ReplacesId = table.Column<Guid>(type: "uuid", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_drafts", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "report_orders",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    Title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    SubjectId = table.Column<Guid>(type: "uuid", nullable: false),
                    OrderedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    KeyId = table.Column<Guid>(type: "uuid", nullable: true),
                    ExternalReference = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    ContentSha256 = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: true),
                    DraftId = table.Column<Guid>(type: "uuid", nullable: true),
                    ReplacesId = table.Column<Guid>(type: "uuid", nullable: true),
                    Purpose = table.Column<int>(type: "integer", nullable: false),
                    CaseNumber = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    KeptUntilOn = table.Column<DateOnly>(type: "date", nullable: false),
                    OrderedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    NextTryAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    Problem = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ReportId = table.Column<Guid>(type: "uuid", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_orders", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "report_receipts",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ReportId = table.Column<Guid>(type: "uuid", nullable: false),
                    ReaderTenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    PackageId = table.Column<Guid>(type: "uuid", nullable: true),
                    Sha256 = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    TakenAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_receipts", x => new { x.Tenant, x.Id });
                    table.ForeignKey(
                        name: "FK_report_receipts_reports_Tenant_ReportId",
                        columns: x => new { x.Tenant, x.ReportId },
                        principalTable: "reports",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "report_draft_files",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    DraftId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    MediaType = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Description = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Sha256 = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    Content = table.Column<byte[]>(type: "bytea", nullable: false),
                    AddedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_draft_files", x => new { x.Tenant, x.Id });
                    table.ForeignKey(
                        name: "FK_report_draft_files_report_drafts_Tenant_DraftId",
                        columns: x => new { x.Tenant, x.DraftId },
                        principalTable: "report_drafts",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "report_order_contents",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    OrderId = table.Column<Guid>(type: "uuid", nullable: false),
                    Content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_order_contents", x => new { x.Tenant, x.OrderId });
                    table.ForeignKey(
                        name: "FK_report_order_contents_report_orders_Tenant_OrderId",
                        columns: x => new { x.Tenant, x.OrderId },
                        principalTable: "report_orders",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_reports_ReleasedTo",
                table: "reports",
                column: "ReleasedTo");

            migrationBuilder.CreateIndex(
                name: "IX_reports_Tenant_KeyId_ExternalReference",
                table: "reports",
                columns: new[] { "Tenant", "KeyId", "ExternalReference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_report_draft_files_Tenant_DraftId",
                table: "report_draft_files",
                columns: new[] { "Tenant", "DraftId" });

            migrationBuilder.CreateIndex(
                name: "IX_report_drafts_Tenant_AuthorId_ChangedAt",
                table: "report_drafts",
                columns: new[] { "Tenant", "AuthorId", "ChangedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_report_orders_State_NextTryAt",
                table: "report_orders",
                columns: new[] { "State", "NextTryAt" });

            migrationBuilder.CreateIndex(
                name: "IX_report_orders_Tenant_KeyId_ExternalReference",
                table: "report_orders",
                columns: new[] { "Tenant", "KeyId", "ExternalReference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_report_orders_Tenant_OrderedBy_OrderedAt",
                table: "report_orders",
                columns: new[] { "Tenant", "OrderedBy", "OrderedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_report_receipts_ReaderTenant_PersonId",
                table: "report_receipts",
                columns: new[] { "ReaderTenant", "PersonId" });

            migrationBuilder.CreateIndex(
                name: "IX_report_receipts_Tenant_ReportId",
                table: "report_receipts",
                columns: new[] { "Tenant", "ReportId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "report_draft_files");

            migrationBuilder.DropTable(
                name: "report_order_contents");

            migrationBuilder.DropTable(
                name: "report_receipts");

            migrationBuilder.DropTable(
                name: "report_drafts");

            migrationBuilder.DropTable(
                name: "report_orders");

            migrationBuilder.DropIndex(
                name: "IX_reports_ReleasedTo",
                table: "reports");

            migrationBuilder.DropIndex(
                name: "IX_reports_Tenant_KeyId_ExternalReference",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "WarnedDays",
                table: "seal_keys");

            migrationBuilder.DropColumn(
                name: "Edition",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "ExternalReference",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "KeyId",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "ReleasedAt",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "ReleasedBy",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "ReleasedTo",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "ReplacesId",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "VerificationCode",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "WithdrawnAt",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "WithdrawnBy",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "WithdrawnReason",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "ReleasedTo",
                table: "report_files");

            migrationBuilder.AlterColumn<Guid>(
                name: "AuthorId",
                table: "reports",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);
        }
    }
}
