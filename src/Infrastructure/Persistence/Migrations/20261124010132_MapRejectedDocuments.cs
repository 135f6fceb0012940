using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Sammenhaeng.Infrastructure.Persistence.Migrations;

/// <summary>The table is there; from here on the model knows it too.</summary>
public partial class MapRejectedDocuments : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
    }
}
