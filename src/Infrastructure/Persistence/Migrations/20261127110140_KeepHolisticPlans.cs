using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sammenhaeng.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class KeepHolisticPlans : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "holistic_plan_id",
                table: "consent_records",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "holistic_plans",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    citizen_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_area = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    state = table.Column<string>(type: "text", nullable: false),
                    is_complex = table.Column<bool>(type: "boolean", nullable: false),
                    is_compound = table.Column<bool>(type: "boolean", nullable: false),
                    has_several_plans = table.Column<bool>(type: "boolean", nullable: false),
                    needs_coordination = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    next_follow_up = table.Column<DateOnly>(type: "date", nullable: true),
                    started_by = table.Column<Guid>(type: "uuid", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    in_force_on = table.Column<DateOnly>(type: "date", nullable: true),
                    in_force_by = table.Column<Guid>(type: "uuid", nullable: true),
                    ended_on = table.Column<DateOnly>(type: "date", nullable: true),
                    ended_by = table.Column<Guid>(type: "uuid", nullable: true),
                    ended_why = table.Column<string>(type: "text", nullable: true),
                    taken_over = table.Column<string[]>(type: "text[]", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_holistic_plans", x => x.id);
                    table.ForeignKey(
                        name: "fk_holistic_plans_citizens_citizen_id",
                        column: x => x.citizen_id,
                        principalTable: "citizens",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_holistic_plans_users_ended_by",
                        column: x => x.ended_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_holistic_plans_users_in_force_by",
                        column: x => x.in_force_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_holistic_plans_users_started_by",
                        column: x => x.started_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "holistic_plan_replacements",
                columns: table => new
                {
                    source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    plan_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    holistic_plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    citizen_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    area = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    is_own = table.Column<bool>(type: "boolean", nullable: false),
                    proposal_id = table.Column<Guid>(type: "uuid", nullable: true),
                    from_on = table.Column<DateOnly>(type: "date", nullable: true),
                    until_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_holistic_plan_replacements", x => new { x.holistic_plan_id, x.source, x.plan_id });
                    table.ForeignKey(
                        name: "fk_holistic_plan_replacements_holistic_plans_holistic_plan_id",
                        column: x => x.holistic_plan_id,
                        principalTable: "holistic_plans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_holistic_plan_replacements_proposal_proposal_id",
                        column: x => x.proposal_id,
                        principalTable: "proposals",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "holistic_plan_texts",
                columns: table => new
                {
                    number = table.Column<int>(type: "integer", nullable: false),
                    holistic_plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    part = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    taken_from = table.Column<string>(type: "text", nullable: true),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_holistic_plan_texts", x => new { x.holistic_plan_id, x.number });
                    table.ForeignKey(
                        name: "fk_holistic_plan_texts_holistic_plans_holistic_plan_id",
                        column: x => x.holistic_plan_id,
                        principalTable: "holistic_plans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_holistic_plan_texts_users_by",
                        column: x => x.by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_consent_records_holistic_plan_id",
                table: "consent_records",
                column: "holistic_plan_id");

            migrationBuilder.CreateIndex(
                name: "ix_holistic_plan_replacements_proposal_id",
                table: "holistic_plan_replacements",
                column: "proposal_id");

            migrationBuilder.CreateIndex(
                name: "ix_holistic_plan_texts_by",
                table: "holistic_plan_texts",
                column: "by");

            migrationBuilder.CreateIndex(
                name: "holistic_plans_one_open",
                table: "holistic_plans",
                column: "citizen_id",
                unique: true,
                filter: "state in ('draft', 'inForce')");

            migrationBuilder.CreateIndex(
                name: "ix_holistic_plans_ended_by",
                table: "holistic_plans",
                column: "ended_by");

            migrationBuilder.CreateIndex(
                name: "ix_holistic_plans_in_force_by",
                table: "holistic_plans",
                column: "in_force_by");

            migrationBuilder.CreateIndex(
                name: "ix_holistic_plans_started_by",
                table: "holistic_plans",
                column: "started_by");

            migrationBuilder.AddForeignKey(
                name: "fk_consent_records_holistic_plan_holistic_plan_id",
                table: "consent_records",
                column: "holistic_plan_id",
                principalTable: "holistic_plans",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.Sql(SqlScript.Load("HolisticPlans"));
        }
    }
}
