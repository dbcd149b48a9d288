using System.Diagnostics;

namespace Benchmarks.Echo;

/// <summary>Builds this program once more with the packages Grpc.AspNetCore.Server in place of the stand-in.</summary>
internal static class PackagesBuild
{
    /// <summary>The built program.</summary>
    /// <exception cref="InvalidOperationException">It does not build, for example because the feed does not serve the packages.</exception>
    public static async Task<string> MakeAsync(string folder)
    {
        var project = Path.Combine(RepositoryRoot(), "tests", "Benchmarks", "Benchmarks.csproj");
        string[] arguments = ["build", project, "-c", "Release", "-v", "q", "-p:GrpcStack=AspNetCore", "--artifacts-path", folder];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed:\n{output}");

        return Path.Combine(folder, "bin", "Benchmarks", "release", "Benchmarks.dll");
    }

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CreditDecision.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("--aspnetcore needs the program to run inside the repository, from which it builds.");
    }
}
