using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sammenhaeng.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class KeepConsents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "consent_records",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    citizen_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    from_area = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    to_area = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    categories = table.Column<string[]>(type: "text[]", nullable: false),
                    purpose = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: false),
                    text_version = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "text", nullable: false),
                    signers = table.Column<string[]>(type: "text[]", nullable: false),
                    asked_by = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    renews = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    given_on = table.Column<DateOnly>(type: "date", nullable: true),
                    withdrawn_on = table.Column<DateOnly>(type: "date", nullable: true),
                    withdrawn_by = table.Column<string>(type: "text", nullable: true),
                    withdrawal_written_down_by = table.Column<Guid>(type: "uuid", nullable: true),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consent_records", x => x.id);
                    table.ForeignKey(
                        name: "fk_consent_records_citizens_citizen_id",
                        column: x => x.citizen_id,
                        principalTable: "citizens",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_consent_records_consent_records_renews",
                        column: x => x.renews,
                        principalTable: "consent_records",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_consent_records_users_asked_by",
                        column: x => x.asked_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_consent_records_users_withdrawal_written_down_by",
                        column: x => x.withdrawal_written_down_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "given_shares",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    citizen_id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    plan_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    area = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ground = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    until = table.Column<DateOnly>(type: "date", nullable: false),
                    shared_by = table.Column<Guid>(type: "uuid", nullable: false),
                    shared_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    stopped_by = table.Column<Guid>(type: "uuid", nullable: true),
                    stopped_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_given_shares", x => x.id);
                    table.ForeignKey(
                        name: "fk_given_shares_citizens_citizen_id",
                        column: x => x.citizen_id,
                        principalTable: "citizens",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_given_shares_users_shared_by",
                        column: x => x.shared_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_given_shares_users_stopped_by",
                        column: x => x.stopped_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "consent_signatures",
                columns: table => new
                {
                    signer = table.Column<string>(type: "text", nullable: false),
                    consent_id = table.Column<Guid>(type: "uuid", nullable: false),
                    said_yes = table.Column<bool>(type: "boolean", nullable: false),
                    answered_on = table.Column<DateOnly>(type: "date", nullable: false),
                    method = table.Column<string>(type: "text", nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    consequences_explained = table.Column<bool>(type: "boolean", nullable: false),
                    written_down_by = table.Column<Guid>(type: "uuid", nullable: false),
                    written_down_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consent_signatures", x => new { x.consent_id, x.signer });
                    table.ForeignKey(
                        name: "fk_consent_signatures_consent_records_consent_id",
                        column: x => x.consent_id,
                        principalTable: "consent_records",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_consent_signatures_users_written_down_by",
                        column: x => x.written_down_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_consent_records_asked_by",
                table: "consent_records",
                column: "asked_by");

            migrationBuilder.CreateIndex(
                name: "ix_consent_records_citizen_id_asked_at",
                table: "consent_records",
                columns: new[] { "citizen_id", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "ix_consent_records_citizen_id_from_area_to_area_kind",
                table: "consent_records",
                columns: new[] { "citizen_id", "from_area", "to_area", "kind" },
                unique: true,
                filter: "state = 'asked'");

            migrationBuilder.CreateIndex(
                name: "ix_consent_records_renews",
                table: "consent_records",
                column: "renews");

            migrationBuilder.CreateIndex(
                name: "ix_consent_records_withdrawal_written_down_by",
                table: "consent_records",
                column: "withdrawal_written_down_by");

            migrationBuilder.CreateIndex(
                name: "ix_consent_signatures_written_down_by",
                table: "consent_signatures",
                column: "written_down_by");

            migrationBuilder.CreateIndex(
                name: "ix_given_shares_citizen_id_plan_source_plan_id_area",
                table: "given_shares",
                columns: new[] { "citizen_id", "plan_source", "plan_id", "area" },
                unique: true,
                filter: "stopped_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_given_shares_shared_by",
                table: "given_shares",
                column: "shared_by");

            migrationBuilder.CreateIndex(
                name: "ix_given_shares_stopped_by",
                table: "given_shares",
                column: "stopped_by");

            migrationBuilder.Sql(SqlScript.Load("Consents"));
        }
    }
}
