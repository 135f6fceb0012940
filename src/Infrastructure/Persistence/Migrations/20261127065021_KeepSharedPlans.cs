using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sammenhaeng.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class KeepSharedPlans : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "shared_plans",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    citizen_id = table.Column<Guid>(type: "uuid", nullable: false),
                    started_by = table.Column<Guid>(type: "uuid", nullable: true),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_by = table.Column<Guid>(type: "uuid", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shared_plans", x => x.id);
                    table.ForeignKey(
                        name: "fk_shared_plans_citizens_citizen_id",
                        column: x => x.citizen_id,
                        principalTable: "citizens",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_shared_plans_users_ended_by",
                        column: x => x.ended_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_shared_plans_users_started_by",
                        column: x => x.started_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "common_goals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    citizen_id = table.Column<Guid>(type: "uuid", nullable: false),
                    shared_plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    set_on = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    closed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_common_goals", x => x.id);
                    table.ForeignKey(
                        name: "fk_common_goals_citizens_citizen_id",
                        column: x => x.citizen_id,
                        principalTable: "citizens",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_common_goals_shared_plan_shared_plan_id",
                        column: x => x.shared_plan_id,
                        principalTable: "shared_plans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_common_goals_users_closed_by",
                        column: x => x.closed_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "follow_ups",
                columns: table => new
                {
                    number = table.Column<int>(type: "integer", nullable: false),
                    shared_plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    planned_on = table.Column<DateOnly>(type: "date", nullable: false),
                    caller = table.Column<Guid>(type: "uuid", nullable: false),
                    planned_by = table.Column<Guid>(type: "uuid", nullable: false),
                    planned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    held_on = table.Column<DateOnly>(type: "date", nullable: true),
                    result = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    done_by = table.Column<Guid>(type: "uuid", nullable: true),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_follow_ups", x => new { x.shared_plan_id, x.number });
                    table.ForeignKey(
                        name: "fk_follow_ups_shared_plans_shared_plan_id",
                        column: x => x.shared_plan_id,
                        principalTable: "shared_plans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_follow_ups_users_caller",
                        column: x => x.caller,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_follow_ups_users_done_by",
                        column: x => x.done_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_follow_ups_users_planned_by",
                        column: x => x.planned_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "shared_plan_words",
                columns: table => new
                {
                    number = table.Column<int>(type: "integer", nullable: false),
                    shared_plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    about = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    written_down_by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shared_plan_words", x => new { x.shared_plan_id, x.number });
                    table.ForeignKey(
                        name: "fk_shared_plan_words_shared_plans_shared_plan_id",
                        column: x => x.shared_plan_id,
                        principalTable: "shared_plans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_shared_plan_words_users_written_down_by",
                        column: x => x.written_down_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "common_goal_marks",
                columns: table => new
                {
                    number = table.Column<int>(type: "integer", nullable: false),
                    common_goal_id = table.Column<Guid>(type: "uuid", nullable: false),
                    side = table.Column<string>(type: "text", nullable: false),
                    step = table.Column<int>(type: "integer", nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    written_down_by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_common_goal_marks", x => new { x.common_goal_id, x.number });
                    table.ForeignKey(
                        name: "fk_common_goal_marks_common_goals_common_goal_id",
                        column: x => x.common_goal_id,
                        principalTable: "common_goals",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_common_goal_marks_users_written_down_by",
                        column: x => x.written_down_by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "common_goal_versions",
                columns: table => new
                {
                    number = table.Column<int>(type: "integer", nullable: false),
                    common_goal_id = table.Column<Guid>(type: "uuid", nullable: false),
                    text = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    steps = table.Column<string[]>(type: "text[]", nullable: false),
                    weight = table.Column<int>(type: "integer", nullable: false),
                    goals = table.Column<string[]>(type: "text[]", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_common_goal_versions", x => new { x.common_goal_id, x.number });
                    table.ForeignKey(
                        name: "fk_common_goal_versions_common_goals_common_goal_id",
                        column: x => x.common_goal_id,
                        principalTable: "common_goals",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_common_goal_versions_users_by",
                        column: x => x.by,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_common_goal_marks_written_down_by",
                table: "common_goal_marks",
                column: "written_down_by");

            migrationBuilder.CreateIndex(
                name: "ix_common_goal_versions_by",
                table: "common_goal_versions",
                column: "by");

            migrationBuilder.CreateIndex(
                name: "ix_common_goals_citizen_id",
                table: "common_goals",
                column: "citizen_id");

            migrationBuilder.CreateIndex(
                name: "ix_common_goals_closed_by",
                table: "common_goals",
                column: "closed_by");

            migrationBuilder.CreateIndex(
                name: "ix_common_goals_shared_plan_id",
                table: "common_goals",
                column: "shared_plan_id");

            migrationBuilder.CreateIndex(
                name: "follow_ups_one_planned",
                table: "follow_ups",
                column: "shared_plan_id",
                unique: true,
                filter: "state = 'planned'");

            migrationBuilder.CreateIndex(
                name: "ix_follow_ups_caller",
                table: "follow_ups",
                column: "caller");

            migrationBuilder.CreateIndex(
                name: "ix_follow_ups_done_by",
                table: "follow_ups",
                column: "done_by");

            migrationBuilder.CreateIndex(
                name: "ix_follow_ups_planned_by",
                table: "follow_ups",
                column: "planned_by");

            migrationBuilder.CreateIndex(
                name: "ix_shared_plan_words_written_down_by",
                table: "shared_plan_words",
                column: "written_down_by");

            migrationBuilder.CreateIndex(
                name: "ix_shared_plans_ended_by",
                table: "shared_plans",
                column: "ended_by");

            migrationBuilder.CreateIndex(
                name: "ix_shared_plans_started_by",
                table: "shared_plans",
                column: "started_by");

            migrationBuilder.CreateIndex(
                name: "shared_plans_one_active",
                table: "shared_plans",
                column: "citizen_id",
                unique: true,
                filter: "ended_at is null");

            migrationBuilder.Sql(SqlScript.Load("SharedPlans"));
        }
    }
}
