using CreditDecision.Service.Hosting;

return await ServiceHost.RunAsync(args);
