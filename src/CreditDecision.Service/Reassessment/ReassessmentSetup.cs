using CreditDecision.Service.Hosting;

namespace CreditDecision.Service.Reassessment;

public static class ReassessmentSetup
{
    /// <exception cref="StartRefusedException">The configuration cannot be used.</exception>
    public static void AddReassessment(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.Read<ReassessmentOptions>("Reassessment");
        if (!(options.LookEverySeconds is >= 0.1 and <= 3_600)) throw new StartRefusedException(["setting Reassessment:LookEverySeconds: must be 0.1 to 3600"]);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<ReassessmentLog>();
        builder.Services.AddSingleton<ReassessmentStore>();
        builder.Services.AddSingleton<ReassessmentSeal>();
        builder.Services.AddSingleton<LimitCuts>();
        builder.Services.AddSingleton<AffectedSearch>();
        builder.Services.AddSingleton<ReassessmentDesk>();
        builder.Services.AddSingleton<ReassessmentQueries>();
        builder.Services.AddSingleton<EffectQueries>();
        builder.Services.AddSingleton<ReassessmentEndpoint>();
        builder.Services.AddHostedService<AffectedWorker>();
    }
}
