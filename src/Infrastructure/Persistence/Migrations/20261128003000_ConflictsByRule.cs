using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sammenhaeng.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class ConflictsByRule : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(SqlScript.Load("ConflictsByRule"));
    }
}
