using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AuditAndRetention : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "ChainHash",
                table: "audit_lines",
                type: "bytea",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "ContentHash",
                table: "audit_lines",
                type: "bytea",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "KeyId",
                table: "audit_lines",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "OnBehalfOf",
                table: "audit_lines",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Sequence",
                table: "audit_lines",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "SupportAccessId",
                table: "audit_lines",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "audit_anchors",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    ChainHash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    Signature = table.Column<byte[]>(type: "bytea", nullable: true),
                    MadeAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_anchors", x => new { x.Tenant, x.Day });
                });

            migrationBuilder.CreateTable(
                name: "audit_contents",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    LineId = table.Column<Guid>(type: "uuid", nullable: false),
                    Salt = table.Column<byte[]>(type: "bytea", maxLength: 16, nullable: false),
                    Address = table.Column<string>(type: "character varying(45)", maxLength: 45, nullable: true),
                    Reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    Details = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    CaseNumber = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_contents", x => new { x.Tenant, x.LineId });
                    table.ForeignKey(
                        name: "FK_audit_contents_audit_lines_Tenant_LineId",
                        columns: x => new { x.Tenant, x.LineId },
                        principalTable: "audit_lines",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            // What lines said until now goes to a row of its own. A salt of 16 random bytes, as new rows get.
            migrationBuilder.Sql("""insert into audit_contents ("Tenant", "LineId", "Salt", "Reason", "Details", "CaseNumber") select "Tenant", "Id", decode(replace(gen_random_uuid()::text, '-', ''), 'hex'), "Reason", "Details", "CaseNumber" from audit_lines""");

            migrationBuilder.DropColumn(
                name: "CaseNumber",
                table: "audit_lines");

            migrationBuilder.DropColumn(
                name: "Details",
                table: "audit_lines");

            migrationBuilder.DropColumn(
                name: "Reason",
                table: "audit_lines");

            migrationBuilder.CreateTable(
                name: "break_glass_accounts",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    CodeHash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    SealedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    WitnessedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    SealedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    UsedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ReviewedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ReviewedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_break_glass_accounts", x => new { x.Tenant, x.Id });
                    table.ForeignKey(
                        name: "FK_break_glass_accounts_AspNetUsers_PersonId",
                        column: x => x.PersonId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "inspection_answers",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Heading = table.Column<int>(type: "integer", nullable: false),
                    Text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Reference = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    DecidedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    ChangedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inspection_answers", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "legal_holds",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                    ObjectId = table.Column<Guid>(type: "uuid", nullable: true),
                    Reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Reference = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    PlacedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    PlacedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LiftedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    LiftedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_legal_holds", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "public_statements",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    TextNl = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: true),
                    TextFr = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: true),
                    TextDe = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: true),
                    TextEn = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: true),
                    Feedback = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    TestedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_public_statements", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "purge_records",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    Days = table.Column<int>(type: "integer", nullable: false),
                    LimitAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Removed = table.Column<long>(type: "bigint", nullable: false),
                    Held = table.Column<long>(type: "bigint", nullable: false),
                    Statement = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    Signature = table.Column<byte[]>(type: "bytea", nullable: true),
                    RanAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_purge_records", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "retention_rules",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    Days = table.Column<int>(type: "integer", nullable: false),
                    DecidedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    DecidedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_retention_rules", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "rights_reviews",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Quarter = table.Column<DateOnly>(type: "date", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: false),
                    OpenedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    FirstWarningAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    SecondWarningAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    DeputiesAskedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ClosedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rights_reviews", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "support_accesses",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    AskedFrom = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    AskedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    AskedByName = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Scope = table.Column<int>(type: "integer", nullable: false),
                    Minutes = table.Column<int>(type: "integer", nullable: false),
                    AskedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    AnsweredBy = table.Column<Guid>(type: "uuid", nullable: true),
                    GrantedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    RefusedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    EndsAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    EndedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_support_accesses", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "unusual_uses",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Found = table.Column<int>(type: "integer", nullable: false),
                    Usual = table.Column<double>(type: "double precision", nullable: false),
                    FoundAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    SettledBy = table.Column<Guid>(type: "uuid", nullable: true),
                    SettledAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_unusual_uses", x => new { x.Tenant, x.Id });
                    table.ForeignKey(
                        name: "FK_unusual_uses_AspNetUsers_PersonId",
                        column: x => x.PersonId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "rights_review_items",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "character(4)", fixedLength: true, maxLength: 4, nullable: false),
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ReviewId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    Role = table.Column<int>(type: "integer", nullable: false),
                    CustomRoleId = table.Column<Guid>(type: "uuid", nullable: false),
                    ReviewerId = table.Column<Guid>(type: "uuid", nullable: true),
                    DeputyId = table.Column<Guid>(type: "uuid", nullable: true),
                    Decision = table.Column<int>(type: "integer", nullable: false),
                    DecidedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    DecidedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    EndedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rights_review_items", x => new { x.Tenant, x.Id });
                    table.ForeignKey(
                        name: "FK_rights_review_items_rights_reviews_Tenant_ReviewId",
                        columns: x => new { x.Tenant, x.ReviewId },
                        principalTable: "rights_reviews",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_audit_lines_Tenant_Sequence",
                table: "audit_lines",
                columns: new[] { "Tenant", "Sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_break_glass_accounts_PersonId",
                table: "break_glass_accounts",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_break_glass_accounts_Tenant",
                table: "break_glass_accounts",
                column: "Tenant",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_inspection_answers_Tenant_Heading",
                table: "inspection_answers",
                columns: new[] { "Tenant", "Heading" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_legal_holds_Tenant_LiftedAt",
                table: "legal_holds",
                columns: new[] { "Tenant", "LiftedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_public_statements_Tenant_Kind",
                table: "public_statements",
                columns: new[] { "Tenant", "Kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_purge_records_Tenant_RanAt",
                table: "purge_records",
                columns: new[] { "Tenant", "RanAt" });

            migrationBuilder.CreateIndex(
                name: "IX_retention_rules_Tenant_Kind",
                table: "retention_rules",
                columns: new[] { "Tenant", "Kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_rights_review_items_Tenant_ReviewerId",
                table: "rights_review_items",
                columns: new[] { "Tenant", "ReviewerId" });

            migrationBuilder.CreateIndex(
                name: "IX_rights_review_items_Tenant_ReviewId_PersonId_Role_CustomRol~",
                table: "rights_review_items",
                columns: new[] { "Tenant", "ReviewId", "PersonId", "Role", "CustomRoleId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_rights_reviews_Tenant_Quarter",
                table: "rights_reviews",
                columns: new[] { "Tenant", "Quarter" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_support_accesses_AskedFrom_AskedAt",
                table: "support_accesses",
                columns: new[] { "AskedFrom", "AskedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_support_accesses_Tenant_AskedAt",
                table: "support_accesses",
                columns: new[] { "Tenant", "AskedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_unusual_uses_PersonId",
                table: "unusual_uses",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_unusual_uses_Tenant_Day_PersonId_Kind",
                table: "unusual_uses",
                columns: new[] { "Tenant", "Day", "PersonId", "Kind" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit_anchors");

            migrationBuilder.DropTable(
                name: "audit_contents");

            migrationBuilder.DropTable(
                name: "break_glass_accounts");

            migrationBuilder.DropTable(
                name: "inspection_answers");

            migrationBuilder.DropTable(
                name: "legal_holds");

            migrationBuilder.DropTable(
                name: "public_statements");

            migrationBuilder.DropTable(
                name: "purge_records");

            migrationBuilder.DropTable(
                name: "retention_rules");

            migrationBuilder.DropTable(
                name: "rights_review_items");

            migrationBuilder.DropTable(
                name: "support_accesses");

            migrationBuilder.DropTable(
                name: "unusual_uses");

            migrationBuilder.DropTable(
                name: "rights_reviews");

            migrationBuilder.DropIndex(
                name: "IX_audit_lines_Tenant_Sequence",
                table: "audit_lines");

            migrationBuilder.DropColumn(
                name: "ChainHash",
                table: "audit_lines");

            migrationBuilder.DropColumn(
                name: "ContentHash",
                table: "audit_lines");

            migrationBuilder.DropColumn(
                name: "KeyId",
                table: "audit_lines");

            migrationBuilder.DropColumn(
                name: "OnBehalfOf",
                table: "audit_lines");

            migrationBuilder.DropColumn(
                name: "Sequence",
                table: "audit_lines");

            migrationBuilder.DropColumn(
                name: "SupportAccessId",
                table: "audit_lines");

            migrationBuilder.AddColumn<string>(
                name: "CaseNumber",
                table: "audit_lines",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Details",
                table: "audit_lines",
                type: "character varying(4000)",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Reason",
                table: "audit_lines",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);
        }
    }
}
