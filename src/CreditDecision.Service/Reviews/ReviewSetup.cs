using CreditDecision.Service.Hosting;

namespace CreditDecision.Service.Reviews;

public static class ReviewSetup
{
    /// <exception cref="StartRefusedException">The configuration cannot be used.</exception>
    public static void AddReviews(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.Read<ReviewOptions>("Review");
        string[] problems = [.. ReviewOptions.Problems(options)];
        if (problems.Length > 0) throw new StartRefusedException(problems);
        builder.Services.AddSingleton(options.ToPolicy());
        builder.Services.AddSingleton<ReviewSeal>();
        builder.Services.AddSingleton<ReviewGrounds>();
        builder.Services.AddSingleton<ReviewDesk>();
        builder.Services.AddSingleton<ReviewQueries>();
        builder.Services.AddSingleton<ReviewApprovals>();
        builder.Services.AddSingleton<ReviewLog>();
        builder.Services.AddSingleton<ReviewEndpoint>();
    }
}
