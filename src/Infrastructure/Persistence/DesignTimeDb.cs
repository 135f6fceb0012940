using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Sammenhaeng.Infrastructure.Persistence;

/// <summary>What the migration tool makes the model from. It opens no connection.</summary>
internal sealed class DesignTimeDb : IDesignTimeDbContextFactory<SammenhaengDb>
{
    public SammenhaengDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SammenhaengDb>().UseNpgsql().UseSnakeCaseNamingConvention().Options);
}
