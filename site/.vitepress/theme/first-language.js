(function () {
  var known = ['typescript', 'python', 'java', 'go', 'csharp'];
  var asked = new URLSearchParams(location.search).get('language');
  var kept = null;
  try { kept = localStorage.getItem('reference-language'); } catch (error) { /* Storage may be forbidden. */ }
  var language = [asked, kept].find(function (each) { return known.indexOf(each) >= 0; });
  document.documentElement.dataset.language = language || 'typescript';
})();
